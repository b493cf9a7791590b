import Alerts

/// The values that a request's templates can name.
struct RequestValues: Hashable, Sendable {
    /// A parameter of a reviewed template.
    struct Parameter: Hashable, Sendable {
        var name: String
        var value: String
    }

    /// Values by name.
    var named: [String: String]
    /// The parameters of a reviewed template, in its order.
    var parameters: [Parameter] = []
    /// The moment of the request.
    var moment: Moment
    /// A text that is never the same twice.
    var nonce: String

    /// The names that every request knows.
    static let always: Set<String> = [
        "timestamp-ms", "timestamp-s", "time-utc", "date-utc", "time-compact", "nonce",
    ]
    /// What a signature can be computed over besides.
    static let signable: Set<String> = ["method", "host", "path", "body", "sorted-parameters"]

    /// The value of a name; nil where there is none.
    func value(_ name: String) -> String? {
        if let value = named[name] { return value }
        switch name {
        case "timestamp-ms": return String(moment.milliseconds)
        case "timestamp-s": return String(moment.milliseconds / 1000)
        case "time-utc": return text(offsetMinutes: 0).prefix(19) + "Z"
        case "date-utc": return String(text(offsetMinutes: 0).prefix(10))
        case "time-compact": return text(offsetMinutes: 480).prefix(19).filter(\.isNumber)
        case "nonce": return nonce
        case "parameters": return parametersObject
        default: return name.hasPrefix("parameter.") ? parameter(String(name.dropFirst("parameter.".count))) : nil
        }
    }

    /// The same with another value.
    func with(_ name: String, _ value: String) -> RequestValues {
        var copy = self
        copy.named[name] = value
        return copy
    }

    /// The parameters as a JSON object.
    var parametersObject: String {
        let members = parameters.map { "\"\(Escaping.json($0.name))\":\"\(Escaping.json($0.value))\"" }
        return "{\(members.joined(separator: ","))}"
    }

    /// The parameters' values as a JSON list.
    var parametersList: String { "[\(parameters.map { "\"\(Escaping.json($0.value))\"" }.joined(separator: ","))]" }

    private func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    private func text(offsetMinutes: Int) -> String { Timestamp(moment: moment, offsetMinutes: offsetMinutes).description }
}
