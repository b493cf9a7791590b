import Hummingbird

/// Somebody's look at a page: who, in which language and light, and what their forms carry.
struct Visit: Sendable {
    /// By day, by night, or as the system says.
    enum Light: String, CaseIterable {
        case auto, day, night
    }

    /// The path with its query.
    let path: String
    let texts: Texts
    let light: Light
    var caller: Caller?
    var formToken: String?

    init(_ request: Request, _ context: ConsoleRequest) {
        path = request.uri.description
        let language = request.cookies["lang"].flatMap { Language(rawValue: $0.value) } ?? .zh
        texts = Texts(language: language, catalogue: .shipped)
        light = request.cookies["light"].flatMap { Light(rawValue: $0.value) } ?? .auto
        caller = context.caller
    }

    func has(_ right: Right) -> Bool { caller?.has(right) ?? false }

    /// The field that every form carries.
    var formField: HTML { "<input type=\"hidden\" name=\"form\" value=\"\(formToken ?? "")\">" }
}
