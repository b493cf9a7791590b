/// What can be said about an XML signature without verifying it.
public enum SignatureState: String, Codable, Hashable, Sendable {
    /// There is none.
    case absent
    /// There is at least one, and its parts can be decoded in one way only. Whether it fits the message is not said.
    case present
    /// There is one whose value or certificate is missing or not canonical base64; it must not count as intact.
    case damaged
}

/// Looks at the signatures of a message. They are not verified here.
enum SignatureCheck {
    private static let encoded: Set<String> = [
        "SignatureValue", "X509Certificate", "DigestValue", "Modulus", "Exponent", "X509CRL",
    ]

    static func state(_ alert: Element) -> SignatureState {
        var list = FindingList()
        check(alert, &list)
        if !list.findings.isEmpty { return .damaged }
        return signatures(alert).isEmpty ? .absent : .present
    }

    static func check(_ alert: Element, _ list: inout FindingList) {
        for signature in signatures(alert) where !list.isFull {
            if signature.first("SignatureValue")?.isBlank ?? true {
                list.add(.error, "cap.signature.value", at: signature, "The signature has no SignatureValue.")
            }
            if signature.first("SignedInfo") == nil {
                list.add(.error, "cap.signature.value", at: signature, "The signature has no SignedInfo.")
            }
            descend(signature, &list)
        }
    }

    private static func signatures(_ alert: Element) -> [Element] {
        alert.children.filter { $0.name == "Signature" && $0.namespace == CAPSchema.signatureNamespace }
    }

    /// Depth is bounded by that of the document.
    private static func descend(_ element: Element, _ list: inout FindingList) {
        for child in element.children where !list.isFull {
            if encoded.contains(child.name), !child.isBlank, Base64.decode(child.bytes) == nil {
                list.add(
                    .error, "cap.signature.base64", at: child,
                    "\(child.name) is not canonical base64; it was altered, and a lenient decoder would not notice.")
            }
            descend(child, &list)
        }
    }
}
