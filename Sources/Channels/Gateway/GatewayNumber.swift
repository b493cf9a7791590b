public import Community

/// How a gateway writes phone numbers. Whatever form they come in, the same handset is the same `Phone` in our hands.
public enum GatewayNumber: String, CaseIterable, Codable, Hashable, Sendable {
    /// `+8613800000000` (ITU-T E.164 with its plus sign).
    case e164
    /// `8613800000000`.
    case digits
    /// `13800000000` for numbers of China, as `digits` for others.
    case national

    /// The number in this form.
    public func text(_ phone: Phone) -> String {
        let number = GatewayNumber.canonical(phone).number
        switch self {
        case .e164: return number
        case .digits: return number.hasPrefix("+") ? String(number.dropFirst()) : number
        case .national:
            if number.hasPrefix("+86") { return String(number.dropFirst(3)) }
            return number.hasPrefix("+") ? String(number.dropFirst()) : number
        }
    }

    /// A number as a gateway wrote it; nil for what is none.
    public static func phone(_ text: String) -> Phone? { Phone(text.trimmed).map(canonical) }

    /// The same number in the one form that numbers are compared in: `+86` and eleven digits for a mobile number of China, however it
    /// was written; others as they are.
    public static func canonical(_ phone: Phone) -> Phone {
        let digits = phone.number.drop { $0 == "+" }
        var subscriber = digits
        if subscriber.hasPrefix("00") { subscriber = subscriber.dropFirst(2) }
        if subscriber.count == 13, subscriber.hasPrefix("86") { subscriber = subscriber.dropFirst(2) }
        guard subscriber.count == 11, subscriber.hasPrefix("1"), !phone.number.hasPrefix("+1") else {
            return Phone(phone.number) ?? phone
        }
        return Phone("+86\(subscriber)") ?? phone
    }
}
