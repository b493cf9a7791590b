import Alerts

/// Times as Chinese gateways write them.
enum ChinaTime {
    /// `yyyy-MM-dd HH:mm:ss`, UTC+8.
    static func text(_ moment: Moment) -> String {
        String(Timestamp(moment: moment, offsetMinutes: 480).description.prefix(19)).replacing("T", with: " ")
    }
}
