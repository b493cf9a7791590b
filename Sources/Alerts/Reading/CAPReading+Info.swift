extension CAPReading {
    /// One info block.
    mutating func info(_ block: Element, sent: CAPTime) -> Info {
        let fields = Fields(block)
        var info = Info(event: fields.text("event") ?? "", urgency: nil, severity: nil, certainty: nil)
        info.language = fields.text("language")
        info.categories = words("category", in: fields)
        info.responseTypes = words("responseType", in: fields)
        info.urgency = word("urgency", in: fields)
        info.severity = word("severity", in: fields)
        info.certainty = certainty(in: fields)
        info.audience = fields.text("audience")
        info.eventCodes = pairs("eventCode", in: fields)
        info.effective = time("effective", in: fields, sent: sent)
        info.onset = time("onset", in: fields, sent: sent)
        info.expires = time("expires", in: fields, sent: sent)
        info.senderName = fields.text("senderName")
        info.headline = fields.text("headline")
        info.description = fields.text("description")
        info.instruction = fields.text("instruction")
        info.web = fields.text("web")
        info.contact = fields.text("contact")
        info.parameters = pairs("parameter", in: fields)
        info.resources = fields.filled("resource").map { resource($0) }
        info.areas = fields.filled("area").map { area($0) }
        return info
    }

    private mutating func words<Word: RawRepresentable & CaseIterable>(_ name: String, in fields: Fields) -> [Word]
    where Word.RawValue == String {
        var words: [Word] = []
        for element in fields.filled(name) {
            if let word: Word = LenientValue.word(element.text) {
                words.append(word)
            } else {
                notes.add(.error, "intake.enumeration", at: element, "“\(element.text.clipped)” is not understood and left out.")
            }
        }
        return words
    }

    /// CAP 1.0 knew `Very Likely`, which 1.2 counts as Likely (§3.2.2 certainty).
    private mutating func certainty(in fields: Fields) -> Certainty? {
        if let element = fields.first("certainty"), element.text.lowercased().filter(\.isLetter) == "verylikely" {
            return .likely
        }
        return word("certainty", in: fields)
    }

    /// A time; one without an offset is taken to have that of `sent`.
    private mutating func time(_ name: String, in fields: Fields, sent: CAPTime) -> CAPTime? {
        guard let element = fields.first(name) else { return nil }
        guard let time = LenientValue.time(element.text, assumedOffset: sent.timestamp.offsetMinutes) else {
            notes.add(.error, "intake.time", at: element, "“\(element.text.clipped)” is not understood and left out.")
            return nil
        }
        if !ValueForm.isTime(element.text) {
            notes.add(.error, "intake.time", at: element, "“\(element.text.clipped)” is taken as \(time.timestamp.capText).")
        }
        return time
    }

    /// Values by system; a pair without its name and without its value is left out.
    mutating func pairs(_ name: String, in fields: Fields) -> [NamedValue] {
        fields.filled(name).compactMap { element in
            let pair = Fields(element)
            let value = NamedValue(valueName: pair.text("valueName") ?? "", value: pair.text("value") ?? "")
            return value.valueName.isEmpty && value.value.isEmpty ? nil : value
        }
    }

    private mutating func resource(_ block: Element) -> Resource {
        let fields = Fields(block)
        return Resource(
            resourceDesc: fields.text("resourceDesc") ?? "", mimeType: fields.text("mimeType"),
            size: fields.text("size").flatMap { Int($0) }, uri: fields.text("uri"), derefUri: fields.text("derefUri"),
            digest: fields.text("digest"))
    }

    private mutating func area(_ block: Element) -> Area {
        let fields = Fields(block)
        var area = Area(areaDesc: fields.text("areaDesc") ?? "")
        area.polygons = fields.filled("polygon").compactMap { ShapeReading.polygon($0, &notes) }
        area.circles = fields.filled("circle").compactMap { ShapeReading.circle($0, &notes) }
        area.geocodes = pairs("geocode", in: fields)
        area.altitude = fields.first("altitude").flatMap { ValueForm.decimal($0.bytes) }
        area.ceiling = fields.first("ceiling").flatMap { ValueForm.decimal($0.bytes) }
        return area
    }
}
