import Glibc

/// Which addresses may be connected to. An address that came from elsewhere (a feed's entry, a redirect) must not be a way into
/// this machine or its network.
public enum HTTPReach: String, Sendable, Hashable {
    /// Any.
    case anywhere
    /// Only addresses of the public Internet: neither this machine nor a private, link-local, shared or reserved range
    /// (RFC 6890, the IANA special-purpose registries), also where an IPv6 address stands for such an IPv4 address.
    case publicAddresses

    /// Whether an IPv4 or IPv6 address in its text form may be connected to; nil for a name, which has to be looked up first.
    public func permits(_ literal: String) -> Bool? {
        guard let bytes = Self.bytes(literal) else { return nil }
        return permits(bytes)
    }

    /// Whether 4 or 16 bytes of address may be connected to.
    func permits(_ address: [UInt8]) -> Bool {
        switch self {
        case .anywhere: true
        case .publicAddresses: address.count == 4 ? Self.isPublic4(address) : address.count == 16 && Self.isPublic6(address)
        }
    }

    /// The bytes of a socket address; empty for a family that is neither IPv4 nor IPv6.
    static func bytes(_ address: UnsafePointer<sockaddr>) -> [UInt8] {
        let raw = UnsafeRawPointer(address)
        switch Int32(address.pointee.sa_family) {
        case AF_INET: return withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in.self).sin_addr) { [UInt8]($0) }
        case AF_INET6: return withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { [UInt8]($0) }
        default: return []
        }
    }

    private static func bytes(_ literal: String) -> [UInt8]? {
        let bare = literal.hasPrefix("[") && literal.hasSuffix("]") ? String(literal.dropFirst().dropLast()) : literal
        let text = String(bare.prefix { $0 != "%" })
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes.prefix(4)) }
        return inet_pton(AF_INET6, text, &bytes) == 1 ? bytes : nil
    }

    // MARK: The ranges

    private static let reserved4: [(prefix: [UInt8], bits: Int)] = [
        ([0, 0, 0, 0], 8), ([10, 0, 0, 0], 8), ([100, 64, 0, 0], 10), ([127, 0, 0, 0], 8), ([169, 254, 0, 0], 16),
        ([172, 16, 0, 0], 12), ([192, 0, 0, 0], 24), ([192, 0, 2, 0], 24), ([192, 88, 99, 0], 24), ([192, 168, 0, 0], 16),
        ([198, 18, 0, 0], 15), ([198, 51, 100, 0], 24), ([203, 0, 113, 0], 24), ([224, 0, 0, 0], 4), ([240, 0, 0, 0], 4),
    ]

    private static func isPublic4(_ address: [UInt8]) -> Bool {
        !reserved4.contains { begins(address, with: $0.prefix, bits: $0.bits) }
    }

    /// Everything public lies in 2000::/3, but for NAT64 (64:ff9b::/96, RFC 6052), which leads to the IPv4 address at its end.
    private static func isPublic6(_ address: [UInt8]) -> Bool {
        if begins(address, with: [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0], bits: 96) {
            return isPublic4(Array(address[12...]))
        }
        guard begins(address, with: [0x20], bits: 3) else { return false }
        // 6to4 (RFC 3056) carries an IPv4 address; 2001::/23 holds Teredo and protocol assignments, 2001:db8::/32 examples.
        if begins(address, with: [0x20, 0x02], bits: 16) { return isPublic4(Array(address[2..<6])) }
        return !begins(address, with: [0x20, 0x01, 0x00], bits: 23) && !begins(address, with: [0x20, 0x01, 0x0D, 0xB8], bits: 32)
    }

    private static func begins(_ address: [UInt8], with prefix: [UInt8], bits: Int) -> Bool {
        let whole = bits / 8
        guard address[..<whole].elementsEqual(prefix[..<whole]) else { return false }
        guard bits % 8 != 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> (bits % 8))
        return address[whole] & mask == prefix[whole] & mask
    }
}
