import Foundation
import Testing

@testable import Console

/// Texts can be read in both lights: WCAG 2.2 asks for a contrast of 4.5, for large text and graphics of 3.
@Suite struct PaletteTests {
    /// The colours of each light, in the order of the stylesheet: day, then night by the system, then night by choice.
    private static func palettes() -> [[String: String]] {
        let sheet = String(decoding: PackageResources.console_css, as: UTF8.self)
        let screen = sheet.prefix(upTo: sheet.range(of: "@media print")?.lowerBound ?? sheet.endIndex)
        var palettes: [[String: String]] = []
        for block in screen.matches(of: /color-scheme: (?:light|dark);([^}]*)\}/) {
            var palette: [String: String] = [:]
            for match in block.1.matches(of: /--([a-z]+): (#[0-9a-f]{6})/) { palette[String(match.1)] = String(match.2) }
            palettes.append(palette)
        }
        return palettes
    }

    private static func luminance(_ colour: String) -> Double {
        let value = UInt32(colour.dropFirst(), radix: 16) ?? 0
        let parts = [16, 8, 0].map { (shift: UInt32) -> Double in
            let share = Double(value >> shift & 0xFF) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    private static func contrast(_ one: String, _ other: String) -> Double {
        let (a, b) = (luminance(one), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    private static let texts = [
        ("ink", "ground"), ("ink", "surface"), ("quiet", "ground"), ("quiet", "surface"), ("accent", "surface"),
        ("accent", "ground"),
        ("onaccent", "accent"), ("good", "surface"), ("good", "goodground"), ("bad", "surface"), ("warn", "surface"),
        ("warn", "ground"),
        ("warn", "goodground"), ("onred", "red"), ("onorange", "orange"), ("onyellow", "yellow"), ("onblue", "blue"),
        ("onnone", "none"),
        ("ondrill", "drill"),
    ]
    private static let graphics = [
        ("fill", "surface"), ("focus", "surface"), ("homereached", "ground"), ("homemissing", "ground"),
        ("homeunknown", "ground"),
        ("homeconfirmed", "ground"), ("bad", "surface"),
    ]

    @Test("Texts and graphics stand out by day and by night")
    func contrasts() {
        let palettes = Self.palettes()
        #expect(palettes.count == 3)
        #expect(palettes[1] == palettes[2], "night is the same by system and by choice")
        for (index, palette) in palettes.enumerated() {
            for (limit, pairs) in [(4.5, Self.texts), (3.0, Self.graphics)] {
                for (front, back) in pairs {
                    guard let one = palette[front], let other = palette[back] else {
                        Issue.record("\(front) or \(back) is missing in palette \(index)")
                        continue
                    }
                    #expect(Self.contrast(one, other) >= limit, "\(front) on \(back), palette \(index)")
                }
            }
        }
    }
}
