/// What stands at the beginning of a WAV file, as far as it shows whether the file is whole.
struct WAVFile: Hashable, Sendable {
    /// Bytes of sound.
    let dataBytes: Int
    /// Bytes of sound a second.
    let bytesPerSecond: Int

    /// How long it plays, in milliseconds.
    var milliseconds: Int { dataBytes * 1000 / bytesPerSecond }

    /// Reads a file; nil for one that is no WAV, is cut off, or holds no sound.
    init?(_ bytes: [UInt8]) {
        guard bytes.count > 12, WAVFile.text(bytes, 0) == "RIFF", WAVFile.text(bytes, 8) == "WAVE",
            WAVFile.number(bytes, 4) == bytes.count - 8
        else { return nil }
        var (place, rate) = (12, 0)
        while place + 8 <= bytes.count {
            let length = WAVFile.number(bytes, place + 4)
            guard length <= bytes.count - place - 8 else { return nil }
            switch WAVFile.text(bytes, place) {
            case "fmt " where length >= 16: rate = WAVFile.number(bytes, place + 16)
            case "data":
                guard rate > 0, length > 0 else { return nil }
                (dataBytes, bytesPerSecond) = (length, rate)
                return
            default: break
            }
            place += 8 + length + length % 2
        }
        return nil
    }

    private static func text(_ bytes: [UInt8], _ place: Int) -> String {
        String(decoding: bytes[place..<min(place + 4, bytes.count)], as: UTF8.self)
    }

    private static func number(_ bytes: [UInt8], _ place: Int) -> Int {
        guard place + 4 <= bytes.count else { return .max }
        return (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << ($1 * 8) }
    }
}
