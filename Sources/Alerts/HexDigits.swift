/// Lower-case hexadecimal digits: sixteen of them, the form that alert ids, delivery ids and pseudonyms share, and two for each byte of a
/// hash.
public enum HexDigits {
    private static let digits = Array("0123456789abcdef".utf8)

    /// The 64 bits behind exactly 16 lower-case digits; nil for anything else.
    @inlinable
    public static func value(_ text: some Collection<UInt8>) -> UInt64? {
        guard text.count == 16 else { return nil }
        var value: UInt64 = 0
        for byte in text {
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt64(byte - 0x30)
            case 0x61...0x66: value = value << 4 | UInt64(byte - 0x57)
            default: return nil
            }
        }
        return value
    }

    /// Appends the 16 digits of 64 bits.
    public static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 60, through: 0, by: -4) { bytes.append(digits[Int(value >> UInt64(shift) & 15)]) }
    }

    /// The digits of bytes, two for each, as hashes and codes are written.
    public static func text(of bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The 16 digits of 64 bits.
    public static func text(_ value: UInt64) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        append(value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
