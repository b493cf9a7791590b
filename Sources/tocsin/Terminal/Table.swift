/// A table that lines up on a terminal, with Chinese text as well.
struct Table {
    /// On which side a column's cells are filled up.
    enum Alignment { case left, right }

    /// A column.
    struct Column {
        var title: String
        var alignment: Alignment

        static func left(_ title: String) -> Column { .init(title: title, alignment: .left) }
        static func right(_ title: String) -> Column { .init(title: title, alignment: .right) }
    }

    private let columns: [Column]
    private var rows: [[Text]] = []

    /// A table with columns and no rows.
    init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row; missing cells are empty.
    mutating func add(_ cells: [Text]) { rows.append(cells + Array(repeating: "", count: max(0, columns.count - cells.count))) }

    /// Whether there are no rows.
    var isEmpty: Bool { rows.isEmpty }

    /// The lines, two blanks between columns, none at the end.
    func lines(style: Style) -> [String] {
        let header = columns.map { Text($0.title, .faint) }
        let widths = columns.indices.map { index in ([header] + rows).map { $0[index].width }.max() ?? 0 }
        return ([header] + rows).map { row in
            let cells = columns.indices.map {
                pad(row[$0], to: widths[$0], columns[$0].alignment, isLast: $0 == columns.count - 1, style)
            }
            return cells.joined(separator: "  ")
        }
    }

    private func pad(_ cell: Text, to width: Int, _ alignment: Alignment, isLast: Bool, _ style: Style) -> String {
        let filling = String(repeating: " ", count: width - cell.width)
        switch alignment {
        case .left: return style.paint(cell) + (isLast ? "" : filling)
        case .right: return filling + style.paint(cell)
        }
    }
}
