/// Administrative division codes of China (GB/T 2260 and 10114): two digits each for province, city and county, three each for
/// township and village; what lies below a level is written as zeros, or left out.
enum DivisionCode {
    /// Names of geocodes in other systems whose digits must not be taken for a division.
    static let otherSystems: Set<String> = [
        "SAME", "UGC", "FIPS6", "WARNCELLID", "EMMA_ID", "EMMA_IDs", "NUTS2", "NUTS3", "KZSTD", "EXCLUDE_POLYGON",
    ]

    private static let levels = [2, 2, 2, 3, 3]

    /// Whether an area that is named by a code has to do with a community: the code stands for a region around it, for itself, or
    /// for a part of it. Nil where the value is no division code, or the community has none.
    static func concerns(_ value: some StringProtocol, community: String) -> Bool? {
        guard let own = significant(community), let code = significant(value) else { return nil }
        return own.hasPrefix(code) || code.hasPrefix(own)
    }

    /// The digits of a code down to its last level that is not zero; empty for the whole country. Nil for what is no code.
    static func significant(_ value: some StringProtocol) -> String? {
        guard [2, 4, 6, 9, 12, 14, 15].contains(value.utf8.count), value.utf8.allSatisfy({ $0 &- 0x30 < 10 }),
            let province = Int(value.prefix(2)), province == 0 || (11...82).contains(province)
        else { return nil }
        var rest = value[...]
        var parts: [Substring] = []
        for level in levels where !rest.isEmpty {
            parts.append(Substring(rest.prefix(level)))
            rest = rest.dropFirst(level)
        }
        if rest.contains(where: { $0 != "0" }) { parts.append(Substring(rest)) }
        while let last = parts.last, last.allSatisfy({ $0 == "0" }) { parts.removeLast() }
        return parts.joined()
    }
}
