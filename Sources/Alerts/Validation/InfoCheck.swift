/// The rules of the specification's text about one info block (CAP 1.2 §3.2.2).
struct InfoCheck {
    let info: Element
    /// When the message was sent, if that can be read.
    let sent: Timestamp?

    private static let texts = ["event", "audience", "senderName", "headline", "description", "instruction", "contact"]

    func check(_ list: inout FindingList) {
        for name in InfoCheck.texts {
            guard let element = info.first(name), ValueForm.hasMarkup(element.bytes) else { continue }
            list.add(
                .warning, "cap.text.markup", at: element,
                "\(name) holds tags or entities of HTML, which are read out as they are.")
        }
        if let headline = info.first("headline"), headline.text.count > 160 {
            list.add(
                .warning, "cap.headline.length", at: headline,
                "headline has \(headline.text.count) characters; more than 160 are cut off by many receivers.")
        }
        if let web = info.first("web"), !web.isBlank, !ValueForm.isAbsoluteURI(web.text) {
            list.add(.error, "cap.web.absolute", at: web, "“\(web.text.clipped)” is not an absolute URI; it lacks its scheme.")
        }
        times(&list)
    }

    private func times(_ list: inout FindingList) {
        guard let element = info.first("expires"), let expires = Timestamp(element.text) else { return }
        let starts = [
            ("sent", sent), ("effective", info.first("effective").flatMap { Timestamp($0.text) }),
            ("onset", info.first("onset").flatMap { Timestamp($0.text) }),
        ]
        for (name, start) in starts {
            guard let start, start.moment > expires.moment else { continue }
            list.add(.warning, "cap.expires.order", at: element, "The message expires before its \(name).")
        }
    }

    /// The same words under different languages are a translation that was forgotten.
    static func checkLanguages(of alert: Element, _ list: inout FindingList) {
        var languages: [String: String] = [:]
        for info in alert.all("info") where !list.isFull {
            let language = info.first("language")?.textIfAny?.lowercased() ?? "en-us"
            guard let element = info.first("description"), let text = element.textIfAny else { continue }
            if let other = languages[text], other != language {
                list.add(
                    .warning, "cap.language.text", at: element,
                    "The same description stands under \(other) and \(language); one of them is not translated.")
            }
            languages[text] = languages[text] ?? language
        }
    }
}

/// The rules about one resource (CAP 1.2 §3.2.3).
enum ResourceCheck {
    static func check(_ resource: Element, _ list: inout FindingList) {
        if let type = resource.first("mimeType"), !type.isBlank, !ValueForm.isMIMEType(type.text) {
            list.add(.error, "cap.mimeType", at: type, "“\(type.text.clipped)” is not a media type such as image/png.")
        }
        let content = resource.first("derefUri")
        if let uri = resource.first("uri"), !uri.isBlank, !ValueForm.isAbsoluteURI(uri.text), content?.isBlank ?? true {
            list.add(
                .error, "cap.uri.relative", at: uri, "A relative uri needs the content itself in derefUri.")
        }
        if let content, !content.isBlank, Base64.decode(content.bytes) == nil {
            list.add(.error, "cap.derefUri", at: content, "derefUri is not base64.")
        }
        if let digest = resource.first("digest"), !digest.isBlank, !isDigest(digest.bytes) {
            list.add(.warning, "cap.digest", at: digest, "digest is not SHA-1 in 40 hexadecimal digits.")
        }
    }

    private static func isDigest(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count == 40 && bytes.allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 6 }
    }
}
