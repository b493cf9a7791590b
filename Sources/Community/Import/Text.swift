/// What holds for every text file of a register.
enum Text {
    /// U+FEFF in UTF-8, which some programs write in front.
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The offset at which the text begins, after a byte order mark.
    static func start(of bytes: [UInt8]) -> Int { bytes.starts(with: byteOrderMark) ? 3 : 0 }

    /// Whether a file is UTF-8 without zero bytes; adds an error with the place of the first byte that is not.
    static func isValid(_ bytes: [UInt8], file: String, findings: inout FindingList) -> Bool {
        if let offset = firstInvalidByte(bytes) {
            findings.markIncomplete(file)
            findings.error(
                file, bytes.place(of: offset),
                "byte \(offset + 1) of the file is not UTF-8; save the file again as UTF-8 (in Excel or WPS: CSV UTF-8)")
            return false
        }
        if let offset = bytes.firstIndex(of: 0) {
            findings.markIncomplete(file)
            findings.error(
                file, bytes.place(of: offset),
                "byte \(offset + 1) of the file is zero, so it is no text or UTF-16; save it again as UTF-8")
            return false
        }
        return true
    }

    private static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }
}
