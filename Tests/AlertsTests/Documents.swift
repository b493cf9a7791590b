/// Small documents that tests change in one place.
enum Documents {
    /// A CAP message without a finding.
    static let valid = """
        <?xml version="1.0" encoding="UTF-8"?>
        <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
          <identifier>11000041600000_20260701140305</identifier>
          <sender>bj-met</sender>
          <sent>2026-07-01T14:03:05+08:00</sent>
          <status>Actual</status>
          <msgType>Update</msgType>
          <scope>Public</scope>
          <code>plan-1</code>
          <references>bj-met,11000041600000_20260701120000,2026-07-01T12:00:00+08:00</references>
          <info>
            <language>zh-CN</language>
            <category>Met</category>
            <event>暴雨</event>
            <responseType>Shelter</responseType>
            <urgency>Immediate</urgency>
            <severity>Extreme</severity>
            <certainty>Likely</certainty>
            <eventCode><valueName>12379:eventType</valueName><value>11B03</value></eventCode>
            <effective>2026-07-01T14:03:05+08:00</effective>
            <expires>2026-07-01T20:00:00+08:00</expires>
            <senderName>北京市气象台</senderName>
            <headline>北京市气象台发布暴雨红色预警</headline>
            <description>预计未来三小时降雨量将达100毫米以上。</description>
            <instruction>立即停止户外活动。</instruction>
            <web>https://example.org/a?b=1&amp;c=2</web>
            <resource>
              <resourceDesc>map</resourceDesc>
              <mimeType>image/png</mimeType>
              <size>4</size>
              <derefUri>AAECAw==</derefUri>
              <digest>a02a05b025b928c039cf1ae7e8ee04e7c190c0db</digest>
            </resource>
            <area>
              <areaDesc>东城区</areaDesc>
              <polygon>39.9,116.3 39.9,116.5 40.0,116.5 40.0,116.3 39.9,116.3</polygon>
              <circle>39.95,116.4 1.5</circle>
              <geocode><valueName>CPEAS Geographic Code</valueName><value>110101000000</value></geocode>
              <altitude>0</altitude>
              <ceiling>100.5</ceiling>
            </area>
          </info>
        </alert>
        """

    /// The same warning as the 12379 system would send it.
    static let warning12379 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <alert xmlns="http://com.icss.amp">
          <identifier>11010141600000_20260701140305</identifier>
          <sender>北京市东城区气象台</sender>
          <senderCode>11010141600000</senderCode>
          <sendTime>2026-07-01 14:03:05+08:00</sendTime>
          <status>Actual</status>
          <msgType>Alert</msgType>
          <scope>Public</scope>
          <secClassification>None</secClassification>
          <code>
            <method><methodName>SMS</methodName><message>东城区暴雨红色预警，请避险。</message><audienceGrp>all</audienceGrp></method>
            <method><methodName>SPEAKER</methodName><message></message></method>
          </code>
          <references>11010141600000_20260701120000</references>
          <info>
            <language>zh-CN</language>
            <eventType>11B03</eventType>
            <urgency>Unknown</urgency>
            <severity>Red</severity>
            <certainty>VeryLikely</certainty>
            <effective>2026-07-01 14:03:05+08:00</effective>
            <expires>2026-07-01 20:03:05+08:00</expires>
            <senderName>于雷</senderName>
            <headline>北京市东城区气象台发布暴雨红色预警</headline>
            <description>预计未来三小时降雨量将达100毫米以上。</description>
            <area>
              <areaDesc>东城区</areaDesc>
              <polygon>116.3,39.9 116.5,39.9 116.5,40.0 116.3,39.9</polygon>
              <circle>116.4,39.95 1500</circle>
              <geocode>110101001001,110101001002,62102300000000</geocode>
            </area>
          </info>
        </alert>
        """

    static func valid(replacing old: String, with new: String) -> [UInt8] { change(valid, old, new) }

    static func warning12379(replacing old: String, with new: String) -> [UInt8] { change(warning12379, old, new) }

    /// Changes the first occurrence; a test whose text is not there would prove nothing, so that is an empty document.
    private static func change(_ text: String, _ old: String, _ new: String) -> [UInt8] {
        guard let place = text.firstRange(of: old) else { return [] }
        return Array(text.replacingCharacters(place, with: new).utf8)
    }
}

extension String {
    fileprivate func replacingCharacters(_ range: Range<String.Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
