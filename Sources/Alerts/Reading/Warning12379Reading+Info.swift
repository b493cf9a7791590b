extension Warning12379Reading {
    /// One info block in the words of CAP.
    mutating func info(_ block: Element) -> Info {
        let fields = Fields(block)
        let type = fields.text("eventType") ?? fields.text("event") ?? ""
        var info = Info(event: type, severity: .unknown)
        info.language = fields.text("language") ?? "zh-CN"
        if Warning12379Reading.isCode(type) {
            info.eventCodes = [NamedValue(valueName: Warning12379Reading.eventName, value: type)]
        }
        severity(fields, &info)
        info.urgency = fields.text("urgency").flatMap(LenientValue.word) ?? .unknown
        info.certainty = certainty(fields.text("certainty"))
        info.effective = time("effective", in: fields)
        info.onset = time("onset", in: fields)
        info.expires = time("expires", in: fields)
        info.senderName = fields.text("senderName")
        info.headline = fields.text("headline")
        info.description = fields.text("description")
        info.instruction = fields.text("instruction")
        info.web = fields.text("web")
        info.resources = fields.filled("resource").map(resource)
        info.areas = fields.filled("area").map { area($0) }
        return info
    }

    /// `11B03` and the like: letters and digits of ASCII only, beginning with a digit.
    static func isCode(_ text: String) -> Bool {
        (text.first?.isASCIIDigit ?? false) && text.utf8.allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }
    }

    /// The colour is the master value, the CAP word is derived from it. Numbers count from 1, the worst.
    private mutating func severity(_ fields: Fields, _ info: inout Info) {
        guard let element = fields.first("severity") else { return }
        let text = element.text
        info.parameters.append(NamedValue(valueName: Warning12379Reading.colourName, value: text))
        if let colour = Colour(rawValue: text.lowercased()) {
            info.severity = colour.severity
        } else if let severity: Severity = LenientValue.word(text) {
            info.severity = severity
        } else {
            notes.add(.warning, "intake.severity", at: element, "“\(text.clipped)” is no colour of the 12379 system.")
        }
    }

    private func certainty(_ text: String?) -> Certainty {
        guard let text else { return .unknown }
        return text.lowercased() == "verylikely" ? .likely : LenientValue.word(text) ?? .unknown
    }

    private mutating func time(_ name: String, in fields: Fields) -> CAPTime? {
        guard let element = fields.first(name) else { return nil }
        guard let time = LenientValue.time(element.text, assumedOffset: 480) else {
            notes.add(.error, "intake.time", at: element, "“\(element.text.clipped)” is not understood and left out.")
            return nil
        }
        return CAPTime(time.timestamp)
    }

    private func resource(_ block: Element) -> Resource {
        let fields = Fields(block)
        return Resource(
            resourceDesc: fields.text("resourceDesc") ?? "", mimeType: fields.text("mimeType"),
            size: fields.text("size").flatMap { Int($0) }, uri: fields.text("uri"), derefUri: fields.text("derefUri"),
            digest: fields.text("digest"))
    }

    /// Circles have their radius in metres, geocodes are a plain list of division codes.
    private mutating func area(_ block: Element) -> Area {
        let fields = Fields(block)
        var area = Area(areaDesc: fields.text("areaDesc") ?? "")
        area.polygons = fields.filled("polygon").compactMap { ShapeReading.polygon($0, order: .inChina, &notes) }
        area.circles = fields.filled("circle").compactMap { ShapeReading.circle($0, order: .inChina, metres: true, &notes) }
        for geocode in fields.filled("geocode") {
            let separators: [UInt8] = [0x2C, 0x3B]
            let list = geocode.hasChildren ? Fields(geocode).first("value")?.bytes ?? [] : geocode.bytes
            for code in list.split(whereSeparator: { separators.contains($0) || Blanks.isBlank($0) || $0 >= 0x80 }) {
                area.geocodes.append(
                    NamedValue(valueName: Warning12379Reading.divisionName, value: String(decoding: code, as: UTF8.self)))
            }
        }
        return area
    }
}
