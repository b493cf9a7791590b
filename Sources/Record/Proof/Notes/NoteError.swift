/// Why a note, a checkpoint or a key cannot be used (C2SP signed-note, tlog-checkpoint).
public enum NoteError: Error, Hashable, Sendable {
    /// The text is not a signed note; the reason as a sentence without its end.
    case note(String)
    /// The note's text is not a checkpoint; the reason as a sentence without its end.
    case checkpoint(String)
    /// The text is not a verifier key; the reason as a sentence without its end.
    case key(String)
    /// No signature of the note was made by the key of this name and id.
    case unsigned(key: String)
    /// A signature that names this key was not made by it over this text.
    case forged(key: String)
}

extension NoteError: CustomStringConvertible {
    /// What is wrong, in a sentence without its end.
    public var description: String {
        switch self {
        case .note(let reason): "this is not a signed note: \(reason)"
        case .checkpoint(let reason): "this is not a checkpoint: \(reason)"
        case .key(let reason): "this is not a verifier key of the form <name>+<key id>+<base64>: \(reason)"
        case .unsigned(let key): "the note carries no signature of the key \(key)"
        case .forged(let key): "the signature of the key \(key) does not fit the note's text: text, signature or key were changed"
        }
    }
}
