/// Base64 (RFC 4648 §4), read strictly: unused bits must be zero (§3.5) and padding complete; only blanks may stand between.
///
/// A lenient decoder gives the same bytes for several texts, so that an altered signature would look intact.
enum Base64 {
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    /// The bytes behind a text; nil if it is not canonical base64.
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let values = Base64.values
        var result: [UInt8] = []
        result.reserveCapacity(text.count / 4 * 3)
        var bits: UInt32 = 0
        var letters = 0
        var padding = 0
        for byte in text where !Blanks.isBlank(byte) {
            if byte == 0x3D {
                padding += 1
                continue
            }
            let value = values[Int(byte)]
            guard value != 0xFF, padding == 0 else { return nil }
            bits = bits << 6 | UInt32(value)
            letters += 1
            if letters % 4 == 0 {
                result.append(contentsOf: [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)])
                bits = 0
            }
        }
        switch (letters % 4, padding) {
        case (0, 0): return result
        case (2, 2) where bits & 0xF == 0: return result + [UInt8(bits >> 4 & 0xFF)]
        case (3, 1) where bits & 0x3 == 0: return result + [UInt8(bits >> 10 & 0xFF), UInt8(bits >> 2 & 0xFF)]
        default: return nil
        }
    }
}
