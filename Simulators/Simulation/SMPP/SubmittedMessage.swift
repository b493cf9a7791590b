/// What a submit_sm says, SMPP 3.4, 4.4.1.
struct SubmittedMessage: Sendable, Hashable {
    /// One part of a longer message.
    struct Segment: Sendable, Hashable {
        /// What the parts of one message have in common, and how many there are.
        var reference: Int, total: Int
        /// Which part it is, 1...total.
        var number: Int
    }

    var source: String
    var destination: String
    var registeredDelivery: UInt8
    var coding: UInt8
    /// The user data without its header.
    var octets: [UInt8]
    /// The part it is; nil for a message of one part.
    var segment: Segment?

    /// Whether a final report is asked for, and for failures alone.
    var wantsReport: Bool { registeredDelivery & 0x03 != 0 }
    var wantsFailuresOnly: Bool { registeredDelivery & 0x03 == 2 }
    /// Whether reports on the way are asked for.
    var wantsIntermediate: Bool { registeredDelivery & 0x10 != 0 }

    init(_ body: [UInt8]) throws(PDUFields.Missing) {
        var fields = PDUFields(body)
        _ = try fields.string()
        _ = try fields.octets(2)
        source = try fields.string()
        _ = try fields.octets(2)
        destination = try fields.string()
        let esmClass = try fields.octet()
        _ = try fields.octets(2)
        _ = try fields.string()
        _ = try fields.string()
        registeredDelivery = try fields.octet()
        _ = try fields.octet()
        coding = try fields.octet()
        _ = try fields.octet()
        octets = try fields.octets(Int(try fields.octet()))
        let parameters = fields.parameters()
        octets = parameters[SMPPTag.messagePayload] ?? octets
        segment = SubmittedMessage.segment(parameters)
        if esmClass & 0x40 != 0 { takeHeader() }
    }

    /// Takes the user data header off, 3GPP TS 23.040, 9.2.3.24.
    private mutating func takeHeader() {
        guard let length = octets.first, octets.count > Int(length) else { return }
        var elements = octets[1...Int(length)]
        octets.removeFirst(Int(length) + 1)
        while let identifier = elements.popFirst(), let count = elements.popFirst(), elements.count >= count {
            let value = Array(elements.prefix(Int(count)))
            elements = elements.dropFirst(Int(count))
            switch (identifier, value.count) {
            case (0x00, 3): segment = Segment(reference: Int(value[0]), total: Int(value[1]), number: Int(value[2]))
            case (0x08, 4):
                segment = Segment(reference: Int(value[0]) << 8 | Int(value[1]), total: Int(value[2]), number: Int(value[3]))
            default: break
            }
        }
        if let part = segment, part.total < 2 || !(1...part.total).contains(part.number) { segment = nil }
    }

    private static func segment(_ parameters: [UInt16: [UInt8]]) -> Segment? {
        guard let reference = parameters[SMPPTag.segmentReference], reference.count == 2,
            let total = parameters[SMPPTag.segmentTotal]?.first, let number = parameters[SMPPTag.segmentNumber]?.first, total > 1,
            (1...total).contains(number)
        else { return nil }
        return Segment(reference: Int(reference[0]) << 8 | Int(reference[1]), total: Int(total), number: Int(number))
    }
}
