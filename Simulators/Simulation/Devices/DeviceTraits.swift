public import Alerts

/// What one device is like; set once, from the run's options and seed.
public struct DeviceTraits: Sendable, Hashable {
    /// Characters of the text spoken in a second, before `speed`; a calm Chinese announcement has four to six.
    public var charactersPerSecond: Double
    /// How many times faster than real the device plays. Above about 2 a play ends sooner than the text can be spoken, and the
    /// service keeps its receipt as `delivered`.
    public var speed: Double
    /// Silence between two plays of the same text, before `speed`.
    public var pause: Span
    /// How long a display takes to show a text, before `speed`.
    public var rendering: Span
    /// How far the device's clock is ahead of the true time.
    public var clockSkew: Span
    /// The amplifier or the screen is broken: commands arrive, nothing is ever heard or seen.
    public var isMute: Bool

    /// A sound device that speaks five characters a second, unless said otherwise.
    public init(
        charactersPerSecond: Double = 5, speed: Double = 1, pause: Span = .milliseconds(500),
        rendering: Span = .milliseconds(300),
        clockSkew: Span = .zero, isMute: Bool = false
    ) {
        self.charactersPerSecond = charactersPerSecond
        self.speed = speed
        self.pause = pause
        self.rendering = rendering
        self.clockSkew = clockSkew
        self.isMute = isMute
    }
}
