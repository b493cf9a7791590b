/// What a gateway's answer to a submission means for the message.
public enum SubmissionAnswer: Hashable, Sendable {
    /// The gateway took it, which is `dispatched` and no more.
    ///
    /// - Parameters:
    ///   - reference: the gateway's own id of it, if it gave one.
    ///   - isQueued: the gateway says itself that it waits there.
    case accepted(reference: String?, isQueued: Bool)
    /// It will never take this message for this number.
    case refused(DeliveryFault, code: ShownCode)
    /// It did not take it now and asks to come again.
    case temporary(code: ShownCode)
    /// Something is wrong with the account or the profile. The message was not taken; nobody else's will be until a person looked.
    case trouble(code: ShownCode)
    /// Nothing can be said: the message may have been taken. Ask if the gateway can be asked, repeat by policy.
    case unclear(code: ShownCode)
}
