/// The strict judgement of CAP 1.2: the schema with its order, and the rules of the specification's text.
///
/// What schema or text forbid is an error, what is only unwise a warning; a message is valid if it has no error. Signatures
/// are not verified, but their base64 must be canonical, because a lenient decoder takes altered bytes for the same.
public enum CAPValidator {
    /// Everything that is wrong or unwise in a document, in its order. CAP inside EDXL-DE is judged message by message, and
    /// CAP in JSON by the same rules without order and namespace. Never throws and never fails: a document that cannot be
    /// read gives one finding that says why.
    public static func findings(_ bytes: [UInt8]) -> [Finding] {
        do {
            let tree = try AlertDocument.tree(bytes)
            let envelope = try Envelope.open(tree)
            var list = FindingList()
            list.add(contentsOf: tree.findings)
            for alert in envelope.alerts { judge(alert, dialect: envelope.dialect, &list) }
            return list.all
        } catch {
            return [error.finding]
        }
    }

    /// Judges one message of a document that was read already.
    static func judge(_ alert: Element, dialect: Dialect, _ list: inout FindingList) {
        guard dialect != .warning12379 else {
            list.add(
                .error, "cap.namespace", at: alert,
                "This is a warning in the XML of the 12379 system, not CAP 1.2; intake reads it, but it is not valid CAP.")
            return
        }
        SchemaCheck(namespace: alert.namespace, syntax: alert.tree.syntax).check(alert, &list)
        AlertCheck(alert: alert).check(&list)
        let sent = alert.first("sent").flatMap { Timestamp($0.text) }
        InfoCheck.checkLanguages(of: alert, &list)
        for info in alert.all("info") where !list.isFull {
            InfoCheck(info: info, sent: sent).check(&list)
            for resource in info.all("resource") { ResourceCheck.check(resource, &list) }
            for area in info.all("area") where !list.isFull { AreaCheck.check(area, &list) }
        }
        SignatureCheck.check(alert, &list)
    }
}
