/// Reads the members of one mapping of the configuration, each from the environment first, and gathers what is wrong.
///
/// Every key that is asked for is a known key; `finish` reports the others. A key `mqtt.password-file` has the environment form
/// `TOCSIN_MQTT_PASSWORD_FILE`. An empty variable stands for `null`.
struct SettingsSection {
    private let node: ConfigurationNode?
    private let path: [String]
    private let context: SettingsContext
    private let place: Place

    /// A section from its node; nil reads like an empty mapping, so that everything comes from defaults and the environment.
    init(_ node: ConfigurationNode?, path: [String], place: Place, context: SettingsContext) {
        self.path = path
        self.context = context
        self.place = node?.place ?? place
        guard let node, !node.isNull else {
            self.node = nil
            return
        }
        guard node.members != nil else {
            context.error(node.place, "\(Self.name(path)) is \(node.kind); expected a mapping of keys to values")
            self.node = nil
            return
        }
        self.node = node
    }

    private static func name(_ path: [String]) -> String { path.isEmpty ? "the file" : path.joined(separator: ".") }

    private func name(_ key: String) -> String { (path + [key]).joined(separator: ".") }

    /// The value of a key: the environment's, else the file's; nil where neither says anything.
    private func value(_ key: String, structured: Bool = false) -> ConfigurationNode? {
        context.know(path, key)
        if let value = context.environmentValue(path + [key], structured: structured) { return value }
        return node?[key]
    }

    private func mistyped(_ key: String, _ node: ConfigurationNode, expected: String) {
        context.error(node.place, "\(name(key)) is \(describe(node)); expected \(expected)")
    }

    private func describe(_ node: ConfigurationNode) -> String {
        guard case .scalar(let text, let plain) = node.content, !node.isNull else { return node.kind }
        return plain ? text : "the text \"\(text)\""
    }

    /// A text that may be left out or null.
    func optionalText(_ key: String) -> String? {
        guard let value = value(key), !value.isNull else { return nil }
        if let text = value.text { return text }
        mistyped(key, value, expected: "a text")
        return nil
    }

    /// A text that meets a rule. `expected` describes the rule; a key without a value takes the default, and is an error without one.
    func text(_ key: String, default fallback: String? = nil, expected: String, where isValid: (String) -> Bool) -> String {
        guard let value = value(key), !value.isNull else {
            if fallback == nil { context.error(place, "\(name(key)) is missing; expected \(expected)") }
            return fallback ?? ""
        }
        guard let text = value.text, isValid(text) else {
            mistyped(key, value, expected: expected)
            return fallback ?? ""
        }
        return text
    }

    /// A whole number in a range.
    func integer(_ key: String, in range: ClosedRange<Int>, default fallback: Int) -> Int {
        guard let value = value(key), !value.isNull else { return fallback }
        if let number = value.integer, range.contains(number) { return number }
        mistyped(key, value, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        return fallback
    }

    /// Yes or no.
    func flag(_ key: String, default fallback: Bool) -> Bool {
        guard let value = value(key), !value.isNull else { return fallback }
        switch value.text {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            mistyped(key, value, expected: "true or false")
            return fallback
        }
    }

    /// A path; a relative one is relative to the file's folder, one from the environment too.
    func path(_ key: String, default fallback: String) -> String { context.resolve(optionalPathText(key) ?? fallback) }

    /// A path that may be left out or null.
    func optionalPath(_ key: String) -> String? { optionalPathText(key).map(context.resolve) }

    private func optionalPathText(_ key: String) -> String? {
        guard let text = optionalText(key) else { return nil }
        guard !text.isEmpty, !text.utf8.contains(0) else {
            context.error(node?.place(ofPath: [key]) ?? place, "\(name(key)) is not a path")
            return nil
        }
        return text
    }

    /// A password or another secret: from the environment's `…PASSWORD`, else from the file that `password-file` names.
    func secret(_ key: String = "password") -> Password? {
        let fileKey = "\(key)-file"
        let file = optionalPath(fileKey)
        if let own = node?[key] {
            context.error(
                node?.place(ofPath: [key]) ?? own.place,
                "\(name(key)) must not stand in this file; write it to a file of mode 0600 and name that under \(fileKey)"
                    + (context.hasEnvironment ? ", or set \(EnvironmentName.of(path + [key]))" : ""))
        }
        context.know(path, key)
        if let own = context.environmentValue(path + [key], structured: false) { return own.text.map { Password($0) } }
        guard let file else { return nil }
        do {
            return try Password(file: file)
        } catch {
            context.error(node?.place(ofPath: [fileKey]) ?? Place(EnvironmentName.of(path + [fileKey])), error.text)
            return nil
        }
    }

    /// A mapping under a key; an empty one where it is left out.
    func section(_ key: String) -> SettingsSection {
        SettingsSection(
            value(key, structured: true), path: path + [key], place: node?.place(ofPath: [key]) ?? place, context: context)
    }

    /// A mapping under a key that may be left out; it is there as soon as one of its keys is in the environment.
    func optionalSection(_ key: String) -> SettingsSection? {
        let value = value(key, structured: true)
        guard value.map({ !$0.isNull }) ?? context.environmentMentions(below: path + [key]) else {
            context.knowAll(below: path + [key])
            return nil
        }
        return SettingsSection(value, path: path + [key], place: node?.place(ofPath: [key]) ?? place, context: context)
    }

    /// One mapping or a list of them; empty where it is left out or null. A single one may come from the environment.
    func sections(_ key: String) -> [SettingsSection] {
        if let value = value(key, structured: true), case .sequence = value.content { return list(key) }
        return optionalSection(key).map { [$0] } ?? []
    }

    /// A list of mappings; empty where it is left out.
    func list(_ key: String) -> [SettingsSection] {
        guard let value = value(key, structured: true), !value.isNull else { return [] }
        guard case .sequence(let elements) = value.content else {
            mistyped(key, value, expected: "a list, each line beginning with -")
            return []
        }
        return elements.enumerated().map { index, element in
            SettingsSection(element, path: path + ["\(key)[\(index)]"], place: element.place, context: context.withoutEnvironment)
        }
    }

    /// A list of texts; a single text counts as a list of one.
    func texts(_ key: String, expected: String, where isValid: (String) -> Bool) -> [String] {
        guard let value = value(key, structured: true), !value.isNull else {
            context.error(place, "\(name(key)) is missing; expected \(expected)")
            return []
        }
        let elements = if case .sequence(let elements) = value.content { elements } else { [value] }
        return elements.compactMap { element in
            if let text = element.text, isValid(text) { return text }
            mistyped(key, element, expected: expected)
            return nil
        }
    }

    /// A list of texts that may be left out.
    func optionalTexts(_ key: String, expected: String, where isValid: (String) -> Bool) -> [String] {
        guard let value = value(key, structured: true), !value.isNull else { return [] }
        return texts(key, expected: expected, where: isValid)
    }

    /// Adds a finding of a caller that knows more.
    func error(_ key: String, _ text: String) {
        context.error(node?.place(ofPath: [key]) ?? place, "\(name(key)) \(text)")
    }

    /// Reports the keys that nobody asked for.
    func finish() {
        for member in node?.members ?? [] where !context.isKnown(path, member.key) {
            let known = context.knownKeys(of: path)
            let nearest = NearestName.of(member.key, among: known)
            let suggestion = nearest.map { "the nearest known key is \($0)" } ?? "there are no keys here"
            context.error(member.keyPlace, "\(name(member.key)) is not a known key; \(suggestion)")
        }
    }
}
