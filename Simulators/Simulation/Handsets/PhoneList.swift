/// Reads the phones of a register: the column `phones` of `households.csv`, the column `phone` of `staff.csv`. Everything else
/// in a register is none of a gateway's business.
public enum PhoneList {
    /// The mobile numbers of one of these files, each once, in its order; what is no mobile number is left out, for nothing
    /// that a gateway carries can get there.
    public static func read(_ csv: String) -> [MobileNumber] {
        var rows = CommaSeparated.rows(of: csv)[...]
        guard let header = rows.popFirst(), let column = header.cells.firstIndex(where: { $0 == "phones" || $0 == "phone" })
        else { return [] }
        var seen: Set<MobileNumber> = []
        return rows.flatMap { row -> [MobileNumber] in
            guard column < row.cells.count else { return [] }
            return row.cells[column].split(separator: ";").compactMap { cell in
                let number = MobileNumber(cell.split(separator: "@", omittingEmptySubsequences: false)[0])
                return number.flatMap { seen.insert($0).inserted ? $0 : nil }
            }
        }
    }
}
