import Simulation

/// What the journal has to say of a message that went through Kannel, by what the simulator's phone does with such a number.
enum KannelOutcome: Hashable {
    case delivered
    /// It failed, for a reason of the closed list, with the code of Kannel or the carrier.
    case failed(String, code: String?)
    /// Kannel took it, and nobody ever says more.
    case unreported

    /// The outcome for the last two digits of a number. Of a text of several segments that the SMSC does not take, Kannel tells no code.
    init(_ digits: Int, segments: Int) {
        func refused(_ reason: String, _ code: String?) -> KannelOutcome {
            segments > 1 ? .failed("rejected", code: nil) : .failed(reason, code: code)
        }
        switch digits {
        case 1: self = refused("absent", "0x0000000b")
        case 2: self = .failed("rejected", code: "012")
        case 3: self = .failed("rejected", code: "099")
        case 5: self = .failed("expired", code: "027")
        // The queue of the SMSC is full, or it never answers: Kannel gives up.
        case 9, 12: self = refused("fault", "Retries-Exceeded")
        case 19: self = refused("rejected", "0x00000045")
        // The SMSC never reports, or reports before it answered, which Kannel does not know what to do with.
        case 6, 18, 20: self = .unreported
        default: self = .delivered
        }
    }

    /// How often each outcome has to be there for some phones.
    static func counts(_ numbers: some Sequence<MobileNumber>, segments: Int) -> [KannelOutcome: Int] {
        Dictionary(grouping: numbers) { KannelOutcome($0.lastTwo, segments: segments) }.mapValues(\.count)
    }

    /// How often each outcome is there by the journal.
    static func counts(_ lines: MessageLines, of planned: [String]) -> [KannelOutcome: Int] {
        Dictionary(grouping: planned) { endpoint -> KannelOutcome in
            if lines.delivered.contains(endpoint) { return .delivered }
            if let reason = lines.failed[endpoint] { return .failed(reason, code: lines.codes[endpoint]) }
            return .unreported
        }.mapValues(\.count)
    }
}
