public import Alerts

/// What messages to residents say, as data: `Config/messages.yaml`.
public struct MessageTemplates: Codable, Hashable, Sendable {
    /// Where the texts are from, and who has to approve them.
    public var source: String
    /// The language of facts in a language that is not here.
    public var usualLanguage: String
    /// The most UTF-16 units that a variable takes in a message; what is longer is cut with an ellipsis. The link is never cut: a text
    /// with a longer one is passed over.
    public var limits: [String: Int]
    /// The most segments of a short message, by colour; `none` for alerts without one.
    public var segments: [String: Int]
    /// The most segments of a short message to staff, whatever the colour.
    public var staffSegments: Int
    /// The most characters of what a call says.
    public var spokenCharacters: Int
    /// The most bytes of what a group robot posts.
    public var robotBytes: Int
    /// What no text may hold, and what it becomes.
    public var characters: CharacterRules
    /// The texts by language.
    public var languages: [String: Language]
    /// How calls are made and judged.
    public var calls: CallPractice
    /// What replies mean.
    public var replies: ReplyWords
    /// What door results by message mean.
    public var doors: DoorCodes

    /// Characters that carriers and providers do not take in texts.
    public struct CharacterRules: Codable, Hashable, Sendable {
        /// What each of them becomes: a character, or nothing.
        public var replace: [String: String]
        /// Where this is from.
        public var source: String
    }

    /// The texts of one language.
    public struct Language: Codable, Hashable, Sendable {
        /// The words for the four colours.
        public var colours: [String: String]
        /// How a time is written: `{month}`, `{month-name}`, `{day}`, `{hour}`, `{minute}`.
        public var time: TextTemplate
        /// How a time is spoken.
        public var spokenTime: TextTemplate
        /// The names of the months, where times use them.
        public var months: [String]?
        /// The names of events by kind, where the alert's own word is in another language.
        public var events: [String: String]?
        /// Words that an event's name may end with and a warning's name adds, such as 预警信号.
        public var eventEndings: [String]
        /// The name of a warning with a colour: `{event}`, `{colour}`.
        public var warning: TextTemplate
        /// The name of a warning without one.
        public var plainWarning: TextTemplate
        /// What a sentence ends with.
        public var stop: String
        /// What stands between two sentences.
        public var gap: String
        /// The marks of drills and of real messages near one.
        public var marks: Marks
        /// What a short message says about answering it.
        public var reply: String
        /// What a call says about answering it.
        public var keyPrompt: String
        /// What stands before an alert's own text that does not name who says it and when: `{issuer}`, `{time}`.
        public var attribution: TextTemplate
        /// What to do, the first row that fits.
        public var advice: [Advice]
        /// Short messages, the first rule that fits.
        public var sms: [Rule]
        /// Short messages to staff who are called or have something to see to; `{link}` is the address of their page, `{doors}` how many
        /// doors they have to go to.
        public var staff: [Rule]
        /// What a short message says to staff about answering it.
        public var staffReply: String
        /// Calls.
        public var voice: [Rule]
        /// Posts of group robots.
        public var robots: [Rule]
    }

    /// The marks of drills.
    public struct Marks: Codable, Hashable, Sendable {
        /// What the text of a drill begins with.
        public var opening: String
        /// What it ends with.
        public var closing: String
        /// What a real text begins with when a drill is near.
        public var denial: String
    }

    /// What an entry is for; what is left out does not limit it.
    public struct Scope: Hashable, Sendable {
        /// Messages.
        public var types: [MsgType]?
        /// Colours.
        public var colours: [Colour]?
        /// Kinds of the table of hazards.
        public var kinds: [String]?
        /// Hazards.
        public var hazards: [Hazard]?
    }

    /// What to do.
    public struct Advice: Codable, Hashable, Sendable {
        /// The colours that it is for; nil for all.
        public var colours: [Colour]?
        /// The kinds that it is for; nil for all.
        public var kinds: [String]?
        /// The hazards that it is for; nil for all.
        public var hazards: [Hazard]?
        /// What to do: the variable `{advice}`.
        public var text: String
        /// The same in a few words: the variable `{advice-short}`.
        public var short: String

        var scope: Scope { Scope(types: nil, colours: colours, kinds: kinds, hazards: hazards) }
    }

    /// A text with ever shorter forms.
    public struct Rule: Codable, Hashable, Sendable {
        /// The messages that it is for; nil for all.
        public var types: [MsgType]?
        /// The colours that it is for; nil for all, and for alerts without one.
        public var colours: [Colour]?
        /// The kinds that it is for; nil for all.
        public var kinds: [String]?
        /// The hazards that it is for; nil for all.
        public var hazards: [Hazard]?
        /// Whether residents are asked to answer; true where nothing is said.
        public var reply: Bool?
        /// The forms, the longest first. The first one of which every variable has a value and that fits is taken.
        public var forms: [TextTemplate]

        var scope: Scope { Scope(types: types, colours: colours, kinds: kinds, hazards: hazards) }
    }

    /// How calls are made and judged.
    public struct CallPractice: Codable, Hashable, Sendable {
        /// How often a call says its text, by colour; `none` for alerts without one.
        public var repeats: [String: Int]
        /// Seconds after which an answered call was heard through.
        public var heardSeconds: Int
        /// The keys that confirm.
        public var confirmingKeys: [String]
    }
}

extension MessageTemplates.Scope {
    /// Whether it is for these facts.
    func fits(type: MsgType, colour: Colour?, kind: String?, hazard: Hazard) -> Bool {
        if let types, !types.contains(type) { return false }
        if let colours, !colours.contains(where: { $0 == colour }) { return false }
        if let kinds, !kinds.contains(where: { $0 == kind }) { return false }
        if let hazards, !hazards.contains(hazard) { return false }
        return true
    }

    func fits(_ facts: MessageFacts) -> Bool {
        fits(type: facts.msgType, colour: facts.colour, kind: facts.kind, hazard: facts.hazard)
    }

    /// Whether it is for everything of a type.
    func isFallback(for type: MsgType) -> Bool {
        colours == nil && kinds == nil && hazards == nil && types?.contains(type) ?? true
    }
}

extension MessageTemplates {
    /// The texts of the language that fits best, with its name: the same, else one of which the other is a variety (`en` and `en-GB`),
    /// else the usual one.
    func language(_ wish: String) -> (name: String, texts: Language)? {
        let wish = wish.lowercased()
        let base = wish.prefix { $0 != "-" }
        let names = languages.keys.sorted()
        let name =
            names.first { $0.lowercased() == wish } ?? names.first { $0.lowercased().prefix { $0 != "-" } == base }
            ?? usualLanguage
        return languages[name].map { (name, $0) }
    }

    /// The most segments of a short message.
    public func segments(for colour: Colour?) -> Int { segments[colour?.rawValue ?? "none"] ?? 1 }

    /// The most segments of a message with these facts.
    func segments(for facts: MessageFacts) -> Int {
        facts.isForStaff ? max(staffSegments, segments(for: facts.colour)) : segments(for: facts.colour)
    }

    /// How often a call says its text.
    public func repeats(for colour: Colour?) -> Int { calls.repeats[colour?.rawValue ?? "none"] ?? 1 }
}
