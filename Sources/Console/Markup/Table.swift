/// A table with a caption for those who do not see it.
enum Table {
    /// Rows of cells under their heads. Columns whose head begins with `#` hold numbers.
    static func of(_ caption: String, _ heads: [String], _ rows: [[HTML]], empty: String) -> HTML {
        guard !rows.isEmpty else { return "<p class=\"quiet\">\(empty)</p>" }
        let head = heads.map { name -> HTML in
            name.hasPrefix("#")
                ? "<th scope=\"col\" class=\"number\">\(String(name.dropFirst()))</th>" : "<th scope=\"col\">\(name)</th>"
        }
        let body = rows.map { row -> HTML in
            let cells = row.enumerated().map { index, cell -> HTML in
                heads.indices.contains(index) && heads[index].hasPrefix("#")
                    ? "<td class=\"number\">\(cell)</td>" : "<td>\(cell)</td>"
            }
            return "<tr>\(cells)</tr>"
        }
        return """
            <div class="scroll"><table><caption class="hidden">\(caption)</caption><thead><tr>\(head)</tr></thead>\
            <tbody>\(body)</tbody></table></div>
            """
    }
}
