import Alerts

/// A short message service centre and its network: takes submissions from whoever binds, carries them to handsets, and has
/// receipts and replies for whoever receives. It changes only by what it is told and by the time it is given; sockets are the
/// business of ``SMPPListener``.
struct SMSC: Sendable {
    /// What a connection may do.
    enum Role: Sendable, Hashable {
        case transmitter, receiver, transceiver

        var submits: Bool { self != .receiver }
        var receives: Bool { self != .transmitter }
    }

    struct Connection: Sendable {
        var role: Role?
        var due: [PDU] = []
        var inFlight: [UInt32: SMPPParcel] = [:]
        var lastSequence: UInt32 = 0
        var isEnding = false
    }

    enum Event: Sendable {
        case answer(connection: Int, PDU)
        case arrive(SegmentArrival)
        case parcel(SMPPParcel)
        case report(DueReport)
        case left
    }

    struct SegmentArrival: Sendable {
        var key: Reassembly.Key?
        var number: Int
        var message: HandsetBook.MessageKey
        var text: String
        var course: Course
    }

    struct DueReport: Sendable {
        var report: MessageReport
        var id: String
        var message: HandsetBook.MessageKey
        var handset: String, sender: String
        var takenAt: Moment
    }

    /// After how long something is given again that the other side could not take.
    private static let pause = Span.seconds(1)

    let options: SMSCOptions
    var mishaps: GatewayMishaps
    var connections: [Int: Connection] = [:]
    var events = DueQueue<Event>()
    var account = SMSCAccount()
    var reassembly = Reassembly()
    var bucket: TokenBucket?
    var underway = 0
    var lastID: Int
    /// Connections that have something to write, since they were last asked for.
    private(set) var woken: Set<Int> = []
    private var parcels = ParcelQueue()
    private var lastConnection = 0

    /// An SMSC that begins its ids with the time, so that those of an earlier run do not come again.
    init(_ options: SMSCOptions, _ mishaps: GatewayMishaps, at now: Moment) {
        self.options = options
        self.mishaps = mishaps
        bucket = options.rate.map(TokenBucket.init(perSecond:))
        lastID = Int(now.milliseconds / 1000 % 100_000) * 10_000
    }

    /// When something is due.
    var nextDue: Moment? { events.nextDue }

    /// Whether anybody is bound.
    var isBound: Bool { connections.values.contains { $0.role != nil } }

    /// The sums so far.
    var standing: SMSCAccount {
        var account = account
        account.waiting = parcels.count + connections.values.reduce(0) { $0 + $1.inFlight.count }
        return account
    }

    // MARK: Connections

    mutating func opened() -> Int {
        lastConnection += 1
        connections[lastConnection] = Connection()
        return lastConnection
    }

    /// Ends a connection when what it has to write is written.
    mutating func end(_ connection: Int) {
        connections[connection]?.isEnding = true
        woken.insert(connection)
    }

    /// What was not acknowledged waits for the next connection, before everything else.
    mutating func closed(_ connection: Int) {
        guard let closed = connections.removeValue(forKey: connection) else { return }
        account.closed += 1
        let lost = closed.inFlight.sorted { $0.key < $1.key }.map(\.value)
        account.sentAgain += lost.count
        parcels.putBack(lost)
        wakeReceivers()
    }

    /// What a connection has to write now, and whether it then ends.
    mutating func take(_ connection: Int, _ book: inout HandsetBook) -> (due: [PDU], isEnding: Bool) {
        guard var state = connections[connection] else { return ([], true) }
        var due = state.due
        state.due = []
        if state.role?.receives == true, !state.isEnding {
            while state.inFlight.count < options.window, let parcel = parcels.next() {
                state.lastSequence += 1
                state.inFlight[state.lastSequence] = parcel
                due.append(PDU(command: SMPPCommand.deliver, sequence: state.lastSequence, body: parcel.body))
                sent(parcel, &book)
            }
        }
        connections[connection] = state
        return (due, state.isEnding)
    }

    mutating func takeWoken() -> Set<Int> {
        defer { woken = [] }
        return woken
    }

    // MARK: From the other side

    mutating func received(_ pdu: PDU, _ connection: Int, _ book: inout HandsetBook, at now: Moment) {
        guard let role = connections[connection].map(\.role) else { return }
        switch pdu.command {
        case SMPPCommand.bindReceiver: bind(pdu, .receiver, connection)
        case SMPPCommand.bindTransmitter: bind(pdu, .transmitter, connection)
        case SMPPCommand.bindTransceiver: bind(pdu, .transceiver, connection)
        case SMPPCommand.enquireLink: write(pdu.answer(.ok), connection)
        case SMPPCommand.unbind:
            write(pdu.answer(.ok), connection)
            connections[connection]?.isEnding = true
        case SMPPCommand.submit where role?.submits == true: submit(pdu, connection, &book, at: now)
        case SMPPCommand.submit: write(pdu.answer(.notBound), connection)
        case SMPPCommand.deliver | SMPPCommand.answer: acknowledged(pdu, connection, &book, at: now)
        case SMPPCommand.enquireLink | SMPPCommand.answer, SMPPCommand.genericNack: break
        default: write(pdu.nack(.invalidCommand), connection)
        }
    }

    private mutating func bind(_ pdu: PDU, _ role: Role, _ connection: Int) {
        let verdict = verdict(onBind: pdu, connections[connection]?.role)
        if verdict == .ok {
            connections[connection]?.role = role
            account.binds += 1
        } else {
            account.bindsRefused += 1
        }
        write(pdu.answer(verdict, Array("tocsin-sim\0".utf8)), connection)
    }

    private func verdict(onBind pdu: PDU, _ role: Role?) -> SMPPStatus {
        var fields = PDUFields(pdu.body)
        guard let systemID = try? fields.string(), let password = try? fields.string() else { return .invalidLength }
        if role != nil { return .alreadyBound }
        if let expected = options.systemID, expected != systemID { return .invalidSystemID }
        return password == options.password ? .ok : .invalidPassword
    }

    private mutating func acknowledged(_ pdu: PDU, _ connection: Int, _ book: inout HandsetBook, at now: Moment) {
        guard let parcel = connections[connection]?.inFlight.removeValue(forKey: pdu.sequence) else { return }
        woken.insert(connection)
        guard pdu.status == SMPPStatus.ok.rawValue else { return notTaken(parcel, pdu.status, at: now) }
        account.acknowledged += 1
        switch parcel.content {
        case .receipt(let key, let report): book[key].acknowledged[report.rawValue, default: 0] += 1
        case .reply(let key): if let key { book[key].replyAcknowledged = true }
        }
    }

    /// What the other side cannot take just now (Kannel, while it starts) it gets a little later; other refusals are final.
    private mutating func notTaken(_ parcel: SMPPParcel, _ status: UInt32, at now: Moment) {
        let passing: [SMPPStatus] = [.temporaryTrouble, .queueFull, .throttled]
        guard passing.contains(where: { $0.rawValue == status }) else { return account.rejected += 1 }
        account.postponed += 1
        events.add(.parcel(parcel), at: now + SMSC.pause)
    }

    // MARK: To the other side

    mutating func write(_ pdu: PDU, _ connection: Int) {
        connections[connection]?.due.append(pdu)
        woken.insert(connection)
    }

    mutating func add(_ parcel: SMPPParcel) {
        parcels.add(parcel)
        wakeReceivers()
    }

    private mutating func wakeReceivers() {
        for (number, connection) in connections where connection.role?.receives == true { woken.insert(number) }
    }

    private mutating func sent(_ parcel: SMPPParcel, _ book: inout HandsetBook) {
        account.sent += 1
        if case .receipt(let key, let report) = parcel.content { book[key].reports[report.rawValue, default: 0] += 1 }
    }
}

/// What waits for a connection that receives, first in, first out.
private struct ParcelQueue: Sendable {
    private var parcels: [SMPPParcel] = []
    private var head = 0

    var count: Int { parcels.count - head }

    mutating func add(_ parcel: SMPPParcel) { parcels.append(parcel) }

    mutating func putBack(_ first: [SMPPParcel]) {
        parcels.replaceSubrange(..<head, with: first)
        head = 0
    }

    mutating func next() -> SMPPParcel? {
        guard head < parcels.count else { return nil }
        defer {
            head += 1
            if head > 4096 || head == parcels.count {
                parcels.removeFirst(head)
                head = 0
            }
        }
        return parcels[head]
    }
}
