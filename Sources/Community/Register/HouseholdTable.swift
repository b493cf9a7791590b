import Alerts

/// The households of a register, a column per property: about sixty bytes a household, so that a million are easily held.
struct HouseholdTable: Sendable {
    /// A building; the same name in two grids means two buildings.
    struct Building: Hashable, Sendable {
        var grid: UInt16
        var name: String
    }

    static let neverChecked = Int32.min

    var identifiers = IdentifierTable()
    var grids: [UInt16] = []
    var buildings: [UInt32] = []
    var positions: [Position] = []
    var residents: [UInt16] = []
    var migrants: [UInt16] = []
    /// Days since the epoch, or `neverChecked`.
    var checked: [Int32] = []
    var languages: [UInt16] = []
    /// Where the phones of each household begin; one more than households.
    var phoneStarts: [UInt32] = [0]
    var phones: [Phone] = []

    var buildingNames: [Building] = []
    var languageNames: [String] = []

    var count: Int { residents.count }

    /// The phones of a household.
    func phones(of index: Int) -> ArraySlice<Phone> { phones[Int(phoneStarts[index])..<Int(phoneStarts[index + 1])] }

    /// The day of the last visit of a household.
    func checked(of index: Int) -> CivilDate? {
        checked[index] == HouseholdTable.neverChecked ? nil : CivilDate(daysSinceEpoch: checked[index])
    }

    /// The household as a value of its own.
    subscript(index: Int) -> RegisterHousehold {
        RegisterHousehold(
            household: identifiers[index], grid: grids[index], building: buildingNames[Int(buildings[index])].name,
            coordinate: positions[index].isKnown ? positions[index].coordinate : nil, residents: Int(residents[index]),
            migrants: Int(migrants[index]), phones: Array(phones(of: index)), language: languageNames[Int(languages[index])],
            checked: checked(of: index))
    }

    /// The order by grid, then by building, then as listed: the old number at the place of each new one. In it an audible area or
    /// a target is a few ranges.
    func neighbourlyOrder() -> [UInt32] {
        let byName = buildingNames.indices.sorted {
            let (left, right) = (buildingNames[$0], buildingNames[$1])
            return left.grid != right.grid ? left.grid < right.grid : NaturalOrder.precedes(left.name, right.name)
        }
        var starts = [Int](repeating: 0, count: buildingNames.count)
        var sizes = [Int](repeating: 0, count: buildingNames.count)
        for building in buildings { sizes[Int(building)] += 1 }
        var next = 0
        for building in byName {
            starts[building] = next
            next += sizes[building]
        }
        var order = [UInt32](repeating: 0, count: count)
        for (index, building) in buildings.enumerated() {
            order[starts[Int(building)]] = UInt32(index)
            starts[Int(building)] += 1
        }
        return order
    }

    /// The same households in another order.
    func reordered(by order: [UInt32]) -> HouseholdTable {
        var result = HouseholdTable()
        result.identifiers = identifiers.reordered(by: order)
        result.grids = order.map { grids[Int($0)] }
        result.buildings = order.map { buildings[Int($0)] }
        result.positions = order.map { positions[Int($0)] }
        result.residents = order.map { residents[Int($0)] }
        result.migrants = order.map { migrants[Int($0)] }
        result.checked = order.map { checked[Int($0)] }
        result.languages = order.map { languages[Int($0)] }
        result.phones.reserveCapacity(phones.count)
        result.phoneStarts.reserveCapacity(phoneStarts.count)
        for old in order {
            result.phones.append(contentsOf: phones(of: Int(old)))
            result.phoneStarts.append(UInt32(result.phones.count))
        }
        result.buildingNames = buildingNames
        result.languageNames = languageNames
        return result
    }
}

/// The order in which people expect numbered names: 2 before 10.
enum NaturalOrder {
    /// Whether a name comes before another.
    static func precedes(_ left: String, _ right: String) -> Bool {
        var left = left.utf8[...]
        var right = right.utf8[...]
        while let first = left.first, let second = right.first {
            if isDigit(first), isDigit(second) {
                let one = number(&left)
                let two = number(&right)
                if one.count != two.count { return one.count < two.count }
                if !one.elementsEqual(two) { return one.lexicographicallyPrecedes(two) }
            } else {
                if first != second { return first < second }
                left.removeFirst()
                right.removeFirst()
            }
        }
        return left.count < right.count
    }

    private static func number(_ text: inout Substring.UTF8View) -> Substring.UTF8View {
        let digits = text.prefix(while: isDigit)
        text = text.dropFirst(digits.count)
        return digits.drop { $0 == 0x30 }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
