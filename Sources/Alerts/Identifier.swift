/// The form that identifiers of communities, devices, households, grids, staff, sensors and sources share.
public enum Identifier {
    /// The form, for messages to people.
    public static let form = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"

    /// Whether a text has that form.
    public static func isValid(_ text: some StringProtocol) -> Bool { isValid(utf8: text.utf8) }

    /// Whether UTF-8 bytes have that form.
    public static func isValid(utf8 bytes: some Collection<UInt8>) -> Bool {
        guard let first = bytes.first, bytes.count <= 64, isAlphanumeric(first) else { return false }
        return bytes.allSatisfy { isAlphanumeric($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
