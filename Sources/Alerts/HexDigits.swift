/// Sixteen lower-case hexadecimal digits, the form that alert ids, delivery ids and pseudonyms share.
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

    /// The 16 digits of 64 bits.
    public static func text(_ value: UInt64) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        append(value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
