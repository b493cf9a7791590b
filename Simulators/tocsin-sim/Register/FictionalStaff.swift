import Alerts

/// Staff, helpers, receivers, the duty roster and the places that receivers answer for.
struct FictionalStaff {
    private static let helpersPerGrid = 8
    private static let officers = 4

    private let plan: RegisterPlan

    init(_ plan: RegisterPlan) { self.plan = plan }

    /// Helpers A and B of a person in a grid.
    static func helpers(ofPerson person: Int, grid: Int, plan: RegisterPlan) -> (String, String) {
        let first = person % helpersPerGrid
        return ("h\(grid + 1)-\(first + 1)", "h\(grid + 1)-\((first + 1) % helpersPerGrid + 1)")
    }

    /// `staff.csv`.
    func staff() -> String {
        var table = StaffTable()
        table.add("head-1", "head", substitute: "duty-1")
        for officer in 1...FictionalStaff.officers {
            table.add("duty-\(officer)", "duty", substitute: "duty-\(officer % FictionalStaff.officers + 1)")
        }
        for grid in 1...plan.grids {
            table.add(
                "grid-\(grid)", "grid", grids: "g\(grid)", substitute: plan.grids > 1 ? "grid-\(grid % plan.grids + 1)" : "head-1"
            )
        }
        for grid in 1...plan.grids {
            for helper in 1...FictionalStaff.helpersPerGrid {
                table.add(
                    "h\(grid)-\(helper)", "helper", grids: "g\(grid)",
                    substitute: "h\(grid)-\(helper % FictionalStaff.helpersPerGrid + 1)")
            }
        }
        for place in 0..<plan.places {
            table.add("r\(place + 1)-a", "receiver", substitute: "r\(place + 1)-b")
            table.add("r\(place + 1)-b", "receiver", substitute: "r\(place + 1)-a")
        }
        return table.text
    }

    /// `duty.csv`: two officers a month, from the beginning of the year before to the end of the fourth year after it.
    func duty() -> String {
        var text = "from,to,staff\n"
        let first = plan.today.components.year - 1
        for month in 0..<72 {
            let pair = month % 2 == 0 ? "duty-1;duty-2" : "duty-3;duty-4"
            text += "\(midnight(first, month)),\(midnight(first, month + 1)),\(pair)\n"
        }
        return text
    }

    /// `places.csv`.
    func places(grids: [Block], ground: GroundPlan) -> String {
        let kinds = ["school", "clinic", "care", "shop", "site", "lodging", "restaurant"]
        var text = "place,grid,kind,longitude,latitude,receiver,substitute,hours\n"
        for place in 0..<plan.places {
            let grid = place % grids.count
            let middle = grids[grid].middle
            let point = ground.degrees(east: middle.east, north: middle.north + Double(place / grids.count % 5) * 5)
            let kind = kinds[place % kinds.count]
            text += "p\(place + 1),g\(grid + 1),\(kind),\(point.longitude),\(point.latitude),r\(place + 1)-a,r\(place + 1)-b,"
            text += kind == "lodging" || kind == "care" ? "00:00-24:00\n" : "08:00-18:00\n"
        }
        return text
    }

    private func midnight(_ year: Int, _ month: Int) -> String {
        let number = month % 12 + 1
        return "\(year + month / 12)-\(number < 10 ? "0" : "")\(number)-01T00:00:00.000+08:00"
    }
}

/// The rows of `staff.csv`, with names and phones that nobody has.
private struct StaffTable {
    private(set) var text = "staff,name,role,phone,grids,substitute\n"
    private var count = 0

    mutating func add(_ staff: String, _ role: String, grids: String = "", substitute: String) {
        count += 1
        let digits = String(count)
        let phone = "1999" + String(repeating: "0", count: max(0, 7 - digits.count)) + digits
        text += "\(staff),示例\(numeral(count)),\(role),\(phone),\(grids),\(substitute)\n"
    }

    /// 一, 二, … 十, 十一, … 九十九, then digit by digit.
    private func numeral(_ number: Int) -> String {
        let digits = Array("〇一二三四五六七八九")
        guard number < 100 else { return String(String(number).compactMap(\.wholeNumberValue).map { digits[$0] }) }
        let tens = number / 10
        let head = tens == 0 ? "" : tens == 1 ? "十" : "\(digits[tens])十"
        return head + (number % 10 == 0 ? "" : String(digits[number % 10]))
    }
}
