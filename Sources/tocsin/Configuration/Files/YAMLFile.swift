import Foundation
import Yams

/// YAML files, read into nodes that know their places.
enum YAMLFile {
    /// The largest file that is read, in bytes: configuration is written by hand.
    static let largest = 4 << 20

    /// Reads a file.
    ///
    /// - Parameter path: the path as the user knows it; it stands in all findings.
    static func read(_ path: String) -> Reading<ConfigurationNode> {
        do {
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            guard size <= largest else { return failed(Place(path), "the file is larger than 4 MiB; check what it is") }
            guard let text = String(validating: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self) else {
                return failed(Place(path), "the file is not UTF-8; save it again as UTF-8")
            }
            return parse(text, name: path)
        } catch CocoaError.fileReadNoSuchFile, CocoaError.fileNoSuchFile {
            return failed(Place(path), "there is no such file; create it or name another one")
        } catch {
            return failed(
                Place(path), "the file cannot be read: \(reason(error)); check that it is a file and that this user may read it")
        }
    }

    /// Reads a text; `name` stands in all findings.
    static func parse(_ text: String, name: String) -> Reading<ConfigurationNode> {
        do {
            let body = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
            guard let root = try Yams.Parser(yaml: body).singleRoot() else {
                return Reading(
                    value: ConfigurationNode(content: .mapping([]), place: Place(name, line: 1, column: 1)), findings: [])
            }
            return Reading(value: node(root, name: name), findings: [])
        } catch {
            return Reading(value: nil, findings: [finding(error, name: name)])
        }
    }

    /// Reads a value that stands in a variable of the environment.
    static func value(_ text: String, variable: String) -> Reading<ConfigurationNode> {
        var reading = parse(text, name: variable)
        reading.value = reading.value.map { node in node.moved(to: Place(variable)) }
        reading.findings = reading.findings.map { .error(Place(variable), $0.text) }
        return reading
    }

    private static func failed(_ place: Place, _ text: String) -> Reading<ConfigurationNode> {
        Reading(value: nil, findings: [.error(place, text)])
    }

    private static func reason(_ error: any Error) -> String { (error as NSError).localizedDescription }

    private static func node(_ node: Yams.Node, name: String) -> ConfigurationNode {
        let place = Place(name, line: node.mark?.line, column: node.mark?.column)
        switch node {
        case .scalar(let scalar):
            let plain = scalar.style == .plain || scalar.style == .any
            return ConfigurationNode(content: .scalar(scalar.string, plain: plain), place: place)
        case .sequence(let sequence):
            return ConfigurationNode(content: .sequence(sequence.map { self.node($0, name: name) }), place: place)
        case .mapping(let mapping):
            return ConfigurationNode(content: .mapping(mapping.map { member($0.key, $0.value, name: name) }), place: place)
        case .alias:
            return ConfigurationNode(content: .scalar("", plain: true), place: place)
        }
    }

    private static func member(_ key: Yams.Node, _ value: Yams.Node, name: String) -> ConfigurationNode.Member {
        let place = Place(name, line: key.mark?.line, column: key.mark?.column)
        return .init(key: key.scalar?.string ?? "", keyPlace: place, value: node(value, name: name))
    }

    private static func finding(_ error: any Error, name: String) -> PlacedFinding {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            return .error(
                Place(name, line: mark.line, column: mark.column),
                "this is not YAML: \(problem); look at this line and the one above")
        case .duplicatedKeysInMapping(let duplicates, let context):
            let keys = duplicates.joined(separator: ", ")
            return .error(
                Place(name, line: context.mark.line, column: context.mark.column),
                "the key \(keys) stands twice; keep one of them")
        case .reader(let problem, _, _, _):
            return .error(Place(name), "this is not YAML: \(problem)")
        default:
            return .error(Place(name), "this is not YAML: \(error)")
        }
    }
}

extension ConfigurationNode {
    /// The same, with all its parts at one place.
    fileprivate func moved(to place: Place) -> ConfigurationNode {
        switch content {
        case .scalar: ConfigurationNode(content: content, place: place)
        case .sequence(let elements): ConfigurationNode(content: .sequence(elements.map { $0.moved(to: place) }), place: place)
        case .mapping(let members):
            ConfigurationNode(
                content: .mapping(members.map { Member(key: $0.key, keyPlace: place, value: $0.value.moved(to: place)) }),
                place: place)
        }
    }
}
