import NIOCore

/// Cuts what comes in from a connection into PDUs, and ends a connection whose lengths make no sense.
struct PDUDecoder: NIOSingleStepByteToMessageDecoder {
    typealias InboundOut = PDU

    /// A length that no PDU has.
    struct ImpossibleLength: Error {}

    mutating func decode(buffer: inout ByteBuffer) throws -> PDU? {
        guard let length = buffer.getInteger(at: buffer.readerIndex, as: UInt32.self) else { return nil }
        guard (PDU.headerLength...PDU.longest).contains(Int(length)) else { throw ImpossibleLength() }
        guard var pdu = buffer.getSlice(at: buffer.readerIndex, length: Int(length)) else { return nil }
        buffer.moveReaderIndex(forwardBy: Int(length))
        pdu.moveReaderIndex(forwardBy: 4)
        guard let (command, status, sequence) = pdu.readMultipleIntegers(as: (UInt32, UInt32, UInt32).self) else { return nil }
        return PDU(command: command, status: status, sequence: sequence, body: Array(pdu.readableBytesView))
    }

    mutating func decodeLast(buffer: inout ByteBuffer, seenEOF: Bool) throws -> PDU? { try decode(buffer: &buffer) }
}

extension ByteBuffer {
    /// Appends a PDU.
    mutating func write(_ pdu: PDU) {
        writeMultipleIntegers(UInt32(PDU.headerLength + pdu.body.count), pdu.command, pdu.status, pdu.sequence)
        writeBytes(pdu.body)
    }
}
