import Alerts
import Foundation

/// A red warning in CAP.
struct Warning {
    private let identifier: String
    private let sent: String
    private let expires: String
    private static let sender = "sample-meteorological-observatory"

    /// One of many that have nothing to do with each other.
    init(_ number: Int, at now: Date = Date()) {
        func text(_ date: Date) -> String {
            date.formatted(Date.ISO8601FormatStyle(timeZone: .gmt)).replacingOccurrences(of: "Z", with: "+00:00")
        }
        identifier = "benchmark-\(number)"
        (sent, expires) = (text(now), text(now.addingTimeInterval(7200)))
    }

    /// Its id on every interface.
    var id: String { AlertID(sender: Self.sender, identifier: identifier, sent: sent).description }

    /// The document.
    var xml: String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
          <identifier>\(identifier)</identifier><sender>\(Self.sender)</sender><sent>\(sent)</sent>
          <status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
          <info>
            <language>zh-CN</language><category>Met</category><event>暴雨</event><responseType>Shelter</responseType>
            <urgency>Immediate</urgency><severity>Extreme</severity><certainty>Likely</certainty>
            <expires>\(expires)</expires><senderName>示例市气象台</senderName><headline>示例市气象台发布暴雨红色预警信号</headline>
            <description>低洼处居民请立即转移到高处。</description>
            <area><areaDesc>示例市示例区</areaDesc>
              <geocode><valueName>CPEAS Geographic Code</valueName><value>110101</value></geocode></area>
          </info>
        </alert>
        """
    }
}
