public import Coverage
public import Foundation
import Yams

/// The files of `Config/`, as a user gets them.
public enum ShippedConfiguration {
    /// The folder `Config/`.
    public static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Config")
        .standardized

    /// The policy as shipped.
    public static func policy() throws -> Policy {
        try YAMLDecoder().decode(Policy.self, from: String(contentsOf: folder.appending(path: "policy.yaml"), encoding: .utf8))
    }
}
