/// Command ids of SMPP 3.4, 5.1.2.1. An answer's id is that of its request with the highest bit set.
enum SMPPCommand {
    static let bindReceiver: UInt32 = 0x01
    static let bindTransmitter: UInt32 = 0x02
    static let submit: UInt32 = 0x04
    static let deliver: UInt32 = 0x05
    static let unbind: UInt32 = 0x06
    static let bindTransceiver: UInt32 = 0x09
    static let enquireLink: UInt32 = 0x15
    static let answer: UInt32 = 0x8000_0000
    static let genericNack: UInt32 = 0x8000_0000
}

/// Values of command_status, SMPP 3.4, 5.1.3.
enum SMPPStatus: UInt32, Sendable {
    case ok = 0x00
    case invalidLength = 0x02
    case invalidCommand = 0x03
    case notBound = 0x04
    case alreadyBound = 0x05
    case systemError = 0x08
    case invalidDestination = 0x0B
    case invalidPassword = 0x0E
    case invalidSystemID = 0x0F
    case queueFull = 0x14
    case submitFailed = 0x45
    case throttled = 0x58
    case temporaryTrouble = 0x64

    /// For an account: `0x0000000b`.
    var code: String {
        let hex = String(rawValue, radix: 16)
        return "0x" + String(repeating: "0", count: 8 - hex.count) + hex
    }
}

/// Optional parameters, SMPP 3.4, 5.3.2.
enum SMPPTag {
    static let receiptedMessageID: UInt16 = 0x001E
    static let segmentReference: UInt16 = 0x020C
    static let segmentTotal: UInt16 = 0x020E
    static let segmentNumber: UInt16 = 0x020F
    static let messagePayload: UInt16 = 0x0424
    static let messageState: UInt16 = 0x0427
}
