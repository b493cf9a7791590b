/// A request as a profile describes it. Values are escaped by the place they stand in: percent-encoded in address, query and form, as
/// JSON in a JSON body, on one line in a header; only in a `text` body they stand as they are, unless a filter says otherwise.
public struct RequestTemplate: Codable, Hashable, Sendable {
    /// The methods.
    public enum Method: String, CaseIterable, Codable, Hashable, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
    }

    /// The body: one of the three forms.
    public struct Body: Codable, Hashable, Sendable {
        /// JSON, written as YAML.
        public var json: JSONTemplate?
        /// A form, `application/x-www-form-urlencoded`.
        public var form: [String: TextTemplate]?
        /// Any other text.
        public var text: TextTemplate?
        /// The media type, where it is not the usual one.
        public var type: String?

        /// The usual media type of the form.
        var usualType: String {
            if json != nil { return "application/json; charset=utf-8" }
            return form != nil ? "application/x-www-form-urlencoded; charset=utf-8" : "text/plain; charset=UTF-8"
        }
    }

    /// The method; GET without a body, else POST.
    public var method: Method?
    /// The address. `{address}` is the account's and stands as it is; other values are percent-encoded.
    public var url: TextTemplate
    /// The query, added to the address.
    public var query: [String: TextTemplate]?
    /// Headers.
    public var headers: [String: TextTemplate]?
    /// The body; nil for none.
    public var body: Body?

    /// Every template in it.
    var templates: [TextTemplate] {
        [url] + (query ?? [:]).values + (headers ?? [:]).values + (body?.json?.texts ?? []) + (body?.form ?? [:]).values
            + [body?.text].compactMap { $0 }
    }
}

extension RequestTemplate {
    /// The request, signed where the profile says so.
    ///
    /// - Throws: `MissingValue` for a name without a value.
    func filled(_ values: RequestValues, signing: Signing?) throws(MissingValue) -> GatewayRequest {
        guard let signing else { return try filled(values) }
        let address = Address(try address(values))
        var signed = values.with("method", methodName).with("host", address.host).with("path", address.path)
        if !hasSignatureInBody { signed = signed.with("body", try text(values)) }
        if signing.templates.contains(where: { $0.names.contains("sorted-parameters") }) {
            signed = signed.with("sorted-parameters", try sortedParameters(values))
        }
        return try filled(values.with("signature", try signing.signature(signed)))
    }

    /// Whether the body holds the signature, which then cannot be one over the body.
    var hasSignatureInBody: Bool {
        let texts = (body?.json?.texts ?? []) + (body?.form ?? [:]).values + [body?.text].compactMap { $0 }
        return texts.contains { $0.names.contains("signature") }
    }

    var methodName: String { (method ?? (body == nil ? .get : .post)).rawValue }

    private func filled(_ values: RequestValues) throws(MissingValue) -> GatewayRequest {
        var url = try address(values)
        let query = try fields(self.query, values)
        if !query.isEmpty { url += (url.contains("?") ? "&" : "?") + query }
        var request = GatewayRequest(method: methodName, url: url, body: Array(try text(values).utf8))
        for (name, value) in (headers ?? [:]).sorted(by: { $0.key < $1.key }) {
            request.headers.append(.init(name: name, value: Escaping.header(try value.filled(values.value))))
        }
        if let body, request.header("Content-Type") == nil {
            request.headers.append(.init(name: "Content-Type", value: body.type ?? body.usualType))
        }
        return request
    }

    /// The address without its query; what the account gives as an address stands as it is.
    private func address(_ values: RequestValues) throws(MissingValue) -> String {
        var text = ""
        for piece in url.pieces {
            switch piece {
            case .text(let part): text += part
            case .value(let reference):
                guard let value = values.value(reference.name) else { throw MissingValue(name: reference.name) }
                text += reference.name == "address" ? value : Escaping.percent(value)
            }
        }
        return text
    }

    private func text(_ values: RequestValues) throws(MissingValue) -> String { try body?.text(values) ?? "" }

    private func fields(_ fields: [String: TextTemplate]?, _ values: RequestValues) throws(MissingValue) -> String {
        try RequestTemplate.Body.fields(fields ?? [:], values)
    }

    /// All fields of query and form but the signature's own, sorted by name and percent-encoded, as several providers sign them.
    private func sortedParameters(_ values: RequestValues) throws(MissingValue) -> String {
        let all = (query ?? [:]).merging(body?.form ?? [:]) { first, _ in first }
        return try fields(all.filter { !$0.value.names.contains("signature") }, values)
    }
}

extension RequestTemplate.Body {
    /// The body's text.
    ///
    /// - Throws: `MissingValue` for a name without a value.
    func text(_ values: RequestValues) throws(MissingValue) -> String {
        if let json { return try json.filled(values) }
        if let form { return try Self.fields(form, values) }
        return try text?.filled(values.value) ?? ""
    }

    /// Fields of a query or form, percent-encoded, by name.
    static func fields(_ fields: [String: TextTemplate], _ values: RequestValues) throws(MissingValue) -> String {
        var parts: [String] = []
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            parts.append("\(Escaping.percent(name))=\(Escaping.percent(try value.filled(values.value)))")
        }
        return parts.joined(separator: "&")
    }
}
