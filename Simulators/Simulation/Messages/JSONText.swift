import Alerts

/// Writes one flat JSON object member by member, in the order given: what a small device's firmware would do.
struct JSONText {
    private var bytes: [UInt8] = [0x7B]
    private let offsetMinutes: Int

    init(offsetMinutes: Int = 480) { self.offsetMinutes = offsetMinutes }

    /// The object as written so far.
    var object: [UInt8] { bytes + [0x7D] }

    mutating func member(_ name: String, _ value: Int) {
        begin(name)
        bytes.append(contentsOf: String(value).utf8)
    }

    mutating func member(_ name: String, _ value: String) {
        begin(name)
        quote(value)
    }

    mutating func member(_ name: String, _ value: Moment) {
        begin(name)
        bytes.append(0x22)
        Timestamp(moment: value, offsetMinutes: offsetMinutes).append(to: &bytes)
        bytes.append(0x22)
    }

    mutating func member(_ name: String, _ values: [String]) {
        begin(name)
        bytes.append(0x5B)
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            quote(value)
        }
        bytes.append(0x5D)
    }

    mutating func member(_ name: String, _ value: Bool) {
        begin(name)
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// A member whose value is JSON already.
    mutating func member(_ name: String, json: [UInt8]) {
        begin(name)
        bytes.append(contentsOf: json)
    }

    private mutating func begin(_ name: String) {
        if bytes.count > 1 { bytes.append(0x2C) }
        quote(name)
        bytes.append(0x3A)
    }

    private mutating func quote(_ text: String) {
        bytes.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
            case 0..<0x20:
                let hex = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: Array("\\u00".utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]])
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }
}
