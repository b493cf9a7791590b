/// The publishes that the library holds and the broker has not acknowledged, oldest first.
///
/// PUBACKs come in order almost always, but need not.
struct InflightWindow {
    private struct Slot {
        var id: UInt16
        var qos: MQTTQoS
        var isOpen: Bool
        var token: UInt64
    }

    /// An acknowledged publish.
    struct Settled: Equatable {
        var token: UInt64
        var qos: MQTTQoS
    }

    private var slots: [Slot] = []
    private var head = 0
    private var early: Set<UInt16> = []

    /// How many are open.
    private(set) var count = 0

    /// Whether the packet ids have come around to the oldest open one, so that a new publish could get an id still in use:
    /// the library counts ids up and does not look.
    var isExhausted: Bool {
        guard count > 0, let newest = slots.last else { return false }
        return newest.id &- slots[head].id > 60000
    }

    /// Takes in a publish under the packet id that the library gave it. If its acknowledgement came first, it is settled at
    /// once and returned.
    mutating func add(id: UInt16, token: UInt64, qos: MQTTQoS) -> Settled? {
        if !early.isEmpty, early.remove(id) != nil { return Settled(token: token, qos: qos) }
        slots.append(Slot(id: id, qos: qos, isOpen: true, token: token))
        count += 1
        return nil
    }

    /// Settles the publish with this packet id, or remembers the id if there is none yet.
    mutating func acknowledge(id: UInt16) -> Settled? {
        if let index = position(of: id) { return settle(index) }
        early.insert(id)
        return nil
    }

    /// Ids only grow, with gaps where another kind of packet took one: so a publish stands no further from the oldest than
    /// its id does, and a little before that where there are gaps.
    private func position(of id: UInt16) -> Int? {
        guard head < slots.count else { return nil }
        var index = min(head + Int(id &- slots[head].id), slots.count - 1)
        while index >= head, slots[index].id &- slots[head].id >= id &- slots[head].id {
            if slots[index].id == id { return slots[index].isOpen ? index : nil }
            index -= 1
        }
        return nil
    }

    /// Empties the window and gives the tokens that were open, oldest first.
    mutating func abandon() -> [UInt64] {
        let open = slots[head...].filter(\.isOpen).map(\.token)
        self = InflightWindow()
        return open
    }

    private mutating func settle(_ index: Int) -> Settled {
        slots[index].isOpen = false
        count -= 1
        let settled = Settled(token: slots[index].token, qos: slots[index].qos)
        while head < slots.count, !slots[head].isOpen { head += 1 }
        if head == slots.count {
            slots.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 4096, head > slots.count / 2 {
            slots.removeFirst(head)
            head = 0
        }
        return settled
    }
}
