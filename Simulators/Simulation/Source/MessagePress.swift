public import Alerts

/// Makes the messages of a schedule, one after another, from the files as they are.
public struct MessagePress: Sendable {
    private var made: [String: CAPText] = [:]
    private var serials: [String: Int] = [:]

    /// A press that has made nothing yet.
    public init() {}

    /// The message of a step at a moment; `file` is what the step's file holds and is not looked at where the step sends an
    /// earlier message again.
    public mutating func message(of step: ScheduleStep, file: [UInt8], at now: Moment) -> CAPText {
        var text = step.again.flatMap { made[$0] } ?? CAPText(file)
        if step.again != nil {
            if step.changed == true { text.disturb() }
        } else {
            if step.fresh ?? true { refresh(&text, at: now) }
            apply(step, to: &text)
        }
        if let name = step.step { made[name] = text }
        return text
    }

    /// A new identifier, and every time as far from the new `sent` as it was from the old one.
    private mutating func refresh(_ text: inout CAPText, at now: Moment) {
        guard let old = text.value("sent").flatMap({ Timestamp($0) }) else { return }
        let sent = CAPTime(Timestamp(moment: now, offsetMinutes: old.offsetMinutes))
        let moved = sent.moment - old.moment
        text.replace("sent") { _ in sent.text }
        for name in ["effective", "onset", "expires"] {
            text.replace(name) { value in
                Timestamp(value).map { CAPTime(Timestamp(moment: $0.moment + moved, offsetMinutes: $0.offsetMinutes)).text }
                    ?? value
            }
        }
        let digits = sent.text.prefix(19).filter(\.isNumber)
        text.replace("identifier") { newIdentifier(after: $0, digits) }
    }

    /// The form of Chinese identifiers, `area and unit _ time` and a serial where one second is not enough.
    private mutating func newIdentifier(after old: String, _ digits: String) -> String {
        let unit = old.firstIndex(of: "_").map { String(old[..<$0]) } ?? old
        let serial = serials["\(unit)_\(digits)", default: 0]
        serials["\(unit)_\(digits)"] = serial + 1
        return serial == 0 ? "\(unit)_\(digits)" : "\(unit)_\(digits)_\(serial)"
    }

    private func apply(_ step: ScheduleStep, to text: inout CAPText) {
        if let status = step.status { text.replace("status") { _ in status } }
        if let type = step.msgType { text.replace("msgType") { _ in type } }
        if let names = step.references { text.refer(to: names.compactMap { made[$0]?.triplet }) }
        if let geocode = step.geocode { text.replace("value") { $0.allSatisfy(\.isNumber) && $0.count >= 6 ? geocode : $0 } }
        if let span = step.expiresIn, let sent = text.value("sent").flatMap({ Timestamp($0) }) {
            let expires = Timestamp(moment: sent.moment + .milliseconds(Int64(span * 1000)), offsetMinutes: sent.offsetMinutes)
            text.replace("expires") { _ in CAPTime(expires).text }
        }
    }
}
