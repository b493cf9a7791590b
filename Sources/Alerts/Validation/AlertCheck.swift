/// The rules of the specification's text about a message as a whole (CAP 1.2 §3.2.1).
struct AlertCheck {
    let alert: Element

    func check(_ list: inout FindingList) {
        for name in ["identifier", "sender"] { characters(name, &list) }
        scope(&list)
        references(&list)
        notes(&list)
        let type = value("msgType")
        if type == MsgType.alert.rawValue || type == MsgType.update.rawValue, alert.first("info") == nil {
            list.add(.warning, "cap.info.absent", at: alert, "The message has no info, so it has nothing to say.")
        }
    }

    private func value(_ name: String) -> String { alert.first(name)?.text ?? "" }

    private func characters(_ name: String, _ list: inout FindingList) {
        guard let element = alert.first(name), ValueForm.hasForbiddenCharacter(element.text) else { return }
        list.add(.error, "cap.\(name).characters", at: element, "\(name) holds a blank, a comma, `<` or `&`.")
    }

    private func scope(_ list: inout FindingList) {
        let scope = value("scope")
        let restriction = alert.first("restriction")
        let isRestricted = scope == Scope.restricted.rawValue
        if isRestricted, restriction?.isBlank ?? true {
            list.add(.error, "cap.restriction.required", at: alert, "scope is Restricted, but there is no restriction.")
        }
        if !isRestricted, let restriction, !restriction.isBlank {
            list.add(.warning, "cap.restriction.scope", at: restriction, "A restriction says nothing unless scope is Restricted.")
        }
        if scope == Scope.private.rawValue, alert.first("addresses")?.isBlank ?? true {
            list.add(.error, "cap.addresses.required", at: alert, "scope is Private, but there are no addresses.")
        }
    }

    private func notes(_ list: inout FindingList) {
        guard alert.first("note")?.isBlank ?? true else { return }
        if value("status") == Status.exercise.rawValue {
            list.add(.warning, "cap.note.exercise", at: alert, "status is Exercise; note should name the exercise.")
        }
        if value("msgType") == MsgType.error.rawValue {
            list.add(.warning, "cap.note.error", at: alert, "msgType is Error; note should give the reason.")
        }
    }

    private func references(_ list: inout FindingList) {
        let type = MsgType(rawValue: value("msgType"))
        let elements = alert.all("references").filter { !$0.isBlank }
        if elements.isEmpty, let type, type != .alert {
            list.add(
                .error, "cap.references.required", at: alert.first("references") ?? alert,
                "msgType is \(type.rawValue); references must name the messages that it is about.")
        }
        let own = (sender: value("sender"), identifier: value("identifier"), sent: Timestamp(value("sent")))
        for element in elements {
            for triplet in Blanks.words(element.bytes) where !list.isFull {
                check(triplet.split(separator: 0x2C, omittingEmptySubsequences: false), own, element, &list)
            }
        }
    }

    private func check(
        _ parts: [ArraySlice<UInt8>], _ own: (sender: String, identifier: String, sent: Timestamp?), _ element: Element,
        _ list: inout FindingList
    ) {
        let texts = parts.map { String(decoding: $0, as: UTF8.self) }
        guard texts.count == 3, !texts[0].isEmpty, !texts[1].isEmpty, ValueForm.isTime(texts[2]) else {
            list.add(
                .error, "cap.references.form", at: element,
                "“\(texts.joined(separator: ",").clipped)” is not a triplet of sender, identifier and sent.")
            return
        }
        if texts[0] == own.sender, texts[1] == own.identifier {
            list.add(.error, "cap.references.self", at: element, "The message refers to itself.")
        } else if let time = Timestamp(texts[2]), let sent = own.sent, time.moment > sent.moment {
            list.add(.warning, "cap.references.later", at: element, "The message referred to would be later than this one.")
        } else if let time = Timestamp(texts[2]), let sent = own.sent, time.moment == sent.moment {
            list.add(
                .warning, "cap.references.sent", at: element,
                "The time in the reference is this message's own; it should be that of the message referred to.")
        }
    }
}
