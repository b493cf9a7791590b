import Alerts
import Foundation
import Yams

/// `community.yaml`: who the community is, its population by another authority's count, what is declared absent.
extension RegisterImport {
    private static let communityFile = "community.yaml"
    private static let mostPeople = 100_000_000

    mutating func readCommunity() {
        let file = RegisterImport.communityFile
        guard let bytes = files[file], Text.isValid(bytes, file: file, findings: &findings), let root = compose(bytes) else {
            return
        }
        guard let members = Members(root) else {
            findings.error(file, .start, "the file is not a YAML mapping; it begins like `id: \"110101001001\"`")
            return
        }
        remarkOnUnknownKeys(members, known: ["id", "name", "timezone", "reference", "absent"])
        if let id = required("id", of: members) { readIdentifier(id) }
        profile.name = required("name", of: members)?.text ?? ""
        if let zone = required("timezone", of: members) {
            if TimeZone(identifier: zone.text) != nil {
                profile.timezone = zone.text
                hasClock = true
            } else {
                findings.error(file, zone.place, "timezone is not a zone that is known; write it like Asia/Shanghai")
            }
        }
        readReference(members)
        readAbsences(members)
    }

    private mutating func readIdentifier(_ id: PlacedText) {
        let file = RegisterImport.communityFile
        guard Identifier.isValid(id.text) else {
            findings.error(file, id.place, "id is not an identifier; it is normally the 12-digit division code")
            return
        }
        profile.id = id.text
        if let community, id.text != community {
            findings.error(
                file, id.place,
                "this is not the register of \(community), which the configuration names; correct id, or name its folder")
        }
    }

    private mutating func readReference(_ community: Members) {
        let file = RegisterImport.communityFile
        guard let node = community["reference"], node.null == nil else {
            findings.warning(file, .start, "there is no reference population; without one no score is suggested")
            return
        }
        guard let members = Members(node) else {
            findings.error(file, node.place, "reference must have residents, date and source")
            return
        }
        remarkOnUnknownKeys(members, known: ["residents", "date", "source"])
        let residents = required("residents", of: members)
        let date = required("date", of: members)
        let source = required("source", of: members)
        let count = residents.flatMap { Int($0.text) }.flatMap { (1...RegisterImport.mostPeople).contains($0) ? $0 : nil }
        if let residents, count == nil {
            findings.error(file, residents.place, "residents is not a whole number from 1 to \(RegisterImport.mostPeople)")
        }
        let day = date.flatMap { civilDate($0) }
        if let source { refuseDigits(source, "source") }
        guard let count, let day, let source else { return }
        profile.reference = ReferencePopulation(residents: count, date: day, source: source.text)
    }

    private mutating func readAbsences(_ community: Members) {
        let file = RegisterImport.communityFile
        guard let node = community["absent"], node.null == nil else { return }
        guard let entries = node.sequence else {
            findings.error(file, node.place, "absent must be a list of kind, reason, by and date")
            return
        }
        for entry in entries {
            guard let members = Members(entry) else {
                findings.error(file, entry.place, "an entry of absent must have kind, reason, by and date")
                continue
            }
            remarkOnUnknownKeys(members, known: ["kind", "reason", "by", "date"])
            let word = required("kind", of: members)
            let kind = word.flatMap { MonitoredKind(word: $0.text) }
            if let word, kind == nil {
                let names = MonitoredKind.allCases.map(\.rawValue).joined(separator: ", ")
                findings.error(file, word.place, "kind must be one of \(names)")
            }
            let reason = required("reason", of: members)
            if let reason { refuseDigits(reason, "reason") }
            let by = required("by", of: members)
            let date = required("date", of: members).flatMap { civilDate($0) }
            guard let kind, let reason, let by, let date else { continue }
            profile.absent.append(.init(kind: kind, reason: reason.text, by: by.text, date: date))
        }
    }

    /// libyaml and the composer recurse, and keys are compared with all that their aliases stand for; neither depth nor many
    /// aliases belong to a community.
    private mutating func compose(_ bytes: [UInt8]) -> Node? {
        let file = RegisterImport.communityFile
        let text = bytes[Text.start(of: bytes)...]
        guard bytes.count <= 1 << 20, text.count(where: { $0 == 0x2A }) <= 20, !isDeep(text) else {
            findings.error(file, .start, "the file is far larger or deeper than a community needs; check what it is")
            return nil
        }
        do {
            if let node = try Yams.compose(yaml: String(decoding: text, as: UTF8.self)) { return node }
            findings.error(file, .start, "the file is empty; it needs id, name and timezone")
        } catch let error as YamlError {
            findings.error(file, error.place, "this is not YAML; check quotation marks, colons and the indentation here")
        } catch {
            findings.error(file, .start, "this is not YAML; check quotation marks, colons and the indentation")
        }
        return nil
    }

    private func isDeep(_ text: ArraySlice<UInt8>) -> Bool {
        text.split(separator: 0x0A).contains { $0.prefix { " -?:\t".utf8.contains($0) }.count > 100 }
            || text.reduce(into: (depth: 0, deepest: 0)) { state, byte in
                if byte == 0x5B || byte == 0x7B { state.depth += 1 }
                if byte == 0x5D || byte == 0x7D { state.depth -= 1 }
                state.deepest = max(state.deepest, state.depth)
            }.deepest > 32
    }

    private mutating func required(_ key: String, of members: Members) -> PlacedText? {
        let file = RegisterImport.communityFile
        guard let node = members[key], node.null == nil else {
            findings.error(file, members.place, "\(key) is missing; add it")
            return nil
        }
        guard let text = node.scalar?.string, !text.isEmpty else {
            findings.error(file, node.place, "\(key) must be a single value that is not empty")
            return nil
        }
        return PlacedText(text: text, place: node.place)
    }

    private mutating func civilDate(_ date: PlacedText) -> CivilDate? {
        guard let day = DayText.day(Array(date.text.utf8)[...]) else {
            findings.error(RegisterImport.communityFile, date.place, "date is not a day that exists; write it as 2026-07-01")
            return nil
        }
        if day > today { findings.warning(RegisterImport.communityFile, date.place, "date lies in the future") }
        return day
    }

    /// Free text of this file goes into the journal, which holds no phone number.
    private mutating func refuseDigits(_ text: PlacedText, _ key: String) {
        guard JournalText.mayHoldNumber(text.text) else { return }
        findings.error(RegisterImport.communityFile, text.place, JournalText.advice(key))
    }

    private mutating func remarkOnUnknownKeys(_ members: Members, known: [String]) {
        for (key, place) in members.keys where !known.contains(key) {
            let names = known.joined(separator: ", ")
            findings.warning(RegisterImport.communityFile, place, "this key is not known here and is ignored; known are \(names)")
        }
    }
}

private struct PlacedText {
    var text: String
    var place: TextPlace
}

private struct Members {
    private let mapping: Node.Mapping
    let place: TextPlace

    init?(_ node: Node) {
        guard let mapping = node.mapping else { return nil }
        self.mapping = mapping
        place = node.place
    }

    subscript(key: String) -> Node? { mapping.first { $0.key.scalar?.string == key }?.value }

    var keys: [(String, TextPlace)] { mapping.map { ($0.key.scalar?.string ?? "", $0.key.place) } }
}

extension Node {
    fileprivate var place: TextPlace { mark.map { TextPlace(line: $0.line, column: $0.column) } ?? .start }
}

extension YamlError {
    fileprivate var place: TextPlace {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
            TextPlace(line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(_, let context): TextPlace(line: context.mark.line, column: context.mark.column)
        default: .start
        }
    }
}
