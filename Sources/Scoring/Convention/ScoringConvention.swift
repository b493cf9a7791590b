import Community

/// The convention by which item 4.7 is assessed, and the standard's whole table: the content of `scoring.yaml`, and of the journal's
/// `configuration.adopted` under the name `scoring`.
///
/// 国减发〔2020〕2号 defines neither 短时间 nor partial points, so the figures are this project's and are printed with every result.
public struct ScoringConvention: Codable, Hashable, Sendable {
    /// Its name, `tocsin-4.7/1`.
    public var convention: String
    /// The document that it interprets.
    public var standard: String
    /// Its figures, by name.
    public var figures: [String: Ruling<Double>]
    /// Which channels are new means (新手段) and which traditional (传统手段), by channel: `new` or `traditional`.
    public var means: Ruling<[String: String]>
    /// Which results of tests count for a channel: `check`, `played`, `heard`.
    public var tests: Ruling<[String: [String]]>
    /// What a channel fails with; channels of the same word are one path.
    public var paths: Ruling<[String: String]>
    /// The standard's score sheet.
    public var table: [StandardPart]

    /// The name of the convention that this code implements.
    public static let name = "tocsin-4.7/1"
    /// The item that is assessed.
    static let item = "4.7"

    /// A figure in force.
    public func figure(_ name: FigureName) -> Double { figures[name.rawValue]?.value ?? name.published }

    /// A whole figure in force: days, hours, minutes or points.
    func count(_ name: FigureName) -> Int { Int(figure(name)) }

    /// A share in force in hundred-thousandths, so that comparing with it is exact.
    func hundredThousandths(_ name: FigureName) -> Int { Int((figure(name) * 100_000).rounded()) }

    /// The points of item 4.7 in the table.
    public var fullPoints: Int {
        table.lazy.flatMap(\.items).first { $0.item == ScoringConvention.item }?.points ?? 0
    }

    /// Which results of a test count for a channel.
    func countingTests(_ channel: Channel) -> [String] { tests.value[channel.rawValue] ?? [] }
}
