// swift-tools-version: 6.2

import PackageDescription

// Read from the top: an alert comes in (Alerts), concerns a community (Community), every step is a line in the journal
// (Record, Storage), evidence becomes coverage (Coverage), decisions are made (Dissemination), the result is assessed
// (Scoring); Intake and Channels are the doors, Console the window, `tocsin` wires them together.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let nioParts = ["NIOCore", "NIOPosix", "NIOHTTP1"].map { Target.Dependency.product(name: $0, package: "swift-nio") }
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let ssl = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, resources: resources, swiftSettings: settings)
}

func benchmark(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: "bench-\(name)", dependencies: dependencies, path: "Tests/Benchmarks/\(name)", swiftSettings: settings)
}

let package = Package(
    name: "tocsin",
    products: [
        .library(name: "Alerts", targets: ["Alerts"]),
        .executable(name: "tocsin", targets: ["tocsin"]),
        .executable(name: "tocsin-sim", targets: ["tocsin-sim"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CMosquitto", pkgConfig: "libmosquitto", providers: [.apt(["libmosquitto-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        room("Wire", ["CMosquitto", "CCurl"]),
        .target(name: "CTimex"),

        room("Alerts", [crypto]),
        room("Community", ["Alerts", crypto, yams]),
        room("Record", ["Alerts", "Community", crypto]),
        room("Coverage", ["Alerts", "Community", "Record"]),
        room("Dissemination", ["Alerts", "Community", "Record", "Coverage", crypto]),
        room("Scoring", ["Alerts", "Community", "Record", "Coverage"]),
        room("Storage", ["Alerts", "Record", grdb]),
        room(
            "Engine",
            ["Alerts", "Community", "Record", "Coverage", "Dissemination", "Scoring", "Storage", logging, lifecycle]),
        room("Intake", ["Alerts", "Community", "Record", "Dissemination", crypto]),
        room(
            "Channels",
            [
                "Alerts", "Community", "Record", "Coverage", "Dissemination", "Storage", "Wire", "Engine", "Intake", crypto,
                logging, lifecycle,
            ]),
        .target(
            name: "Console",
            dependencies: [
                "Alerts", "Community", "Record", "Coverage", "Dissemination", "Scoring", "Storage", "Engine", "Intake", crypto,
                cryptoExtras, hummingbird, hummingbirdCore, hummingbirdTLS, httpTypes, nio, ssl, logging, lifecycle,
            ],
            resources: [
                // In the program itself, so that it can be copied anywhere as one file.
                .embedInCode("Resources/texts.json"), .embedInCode("Resources/console.css"),
                .embedInCode("Resources/console.js"), .embedInCode("Resources/plan.js"), .embedInCode("Resources/display.css"),
                .embedInCode("Resources/display.js"), .embedInCode("Resources/field.css"), .embedInCode("Resources/field.js"),
                .embedInCode("Resources/icon.svg"),
                .embedInCode("Resources/openapi.json"), .embedInCode("Resources/asyncapi.json"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "tocsin",
            dependencies: [
                "Alerts", "Community", "Record", "Coverage", "Dissemination", "Scoring", "Storage", "Engine", "Intake",
                "Channels", "Console", "Wire", "CTimex", arguments, crypto, logging, lifecycle, signals, yams,
            ],
            swiftSettings: settings),

        .target(
            name: "Simulation", dependencies: ["Alerts", "Wire", crypto, hummingbird, logging] + nioParts,
            path: "Simulators/Simulation",
            swiftSettings: settings),
        .executableTarget(
            name: "tocsin-sim", dependencies: ["Alerts", "Wire", "Simulation", arguments, logging],
            path: "Simulators/tocsin-sim", swiftSettings: settings),

        .target(
            name: "TestSupport", dependencies: ["Coverage", "Wire", yams], path: "Tests/Support", swiftSettings: settings),
        .target(
            name: "Storm",
            dependencies: ["Alerts", "Community", "Record", "Coverage", "Dissemination", "TestSupport"], path: "Tests/Storm",
            swiftSettings: settings),
        .executableTarget(name: "storms", dependencies: ["Storm", "TestSupport"], path: "Tests/Storms", swiftSettings: settings),
        tests("WireTests", ["Wire"]),
        tests("AlertsTests", ["Alerts", crypto, yams], resources: [.copy("Samples")]),
        tests("CommunityTests", ["Alerts", "Community", crypto, yams]),
        tests("RecordTests", ["Alerts", "Community", "Record", crypto], exclude: ["Entries/Golden.jsonl"]),
        tests("StorageTests", ["Alerts", "Record", "Storage", grdb]),
        tests(
            "CommandTests",
            ["tocsin", "Alerts", "Channels", "Community", "Coverage", "Record", "Scoring", "Storage", "Wire", arguments, crypto],
            exclude: ["Golden"]),
        tests("CoverageTests", ["Alerts", "Community", "Record", "Coverage"]),
        tests("DisseminationTests", ["Alerts", "Community", "Record", "Coverage", "Dissemination", "Storm", yams]),
        tests(
            "EngineTests",
            ["Alerts", "Community", "Record", "Coverage", "Dissemination", "Scoring", "Storage", "Engine", crypto, grdb, yams]),
        tests("IntakeTests", ["Alerts", "Community", "Record", "Coverage", "Dissemination", "Intake", crypto, yams]),
        tests(
            "ChannelsTests",
            [
                "Alerts", "Community", "Record", "Coverage", "Dissemination", "Storage", "Engine", "Wire", "Channels", crypto,
                logging, yams,
            ]),
        tests("ScoringTests", ["Alerts", "Community", "Record", "Coverage", "Scoring", yams], exclude: ["Golden"]),
        tests("SimulatorTests", ["Alerts", "Simulation", "Wire", "tocsin-sim", crypto, hummingbird, logging] + nioParts),
        tests(
            "ConsoleTests",
            ["Alerts", "Community", "Record", "Coverage", "Console", "tocsin", "tocsin-sim", crypto]),
        tests("EndToEndTests", ["Alerts", "Record", "Storage", "Simulation", "Wire", "tocsin", "tocsin-sim", crypto]),

        .target(
            name: "BenchmarkSupport",
            dependencies: ["Alerts", "Community", "Record", "Coverage", "Dissemination", "TestSupport"],
            path: "Tests/Benchmarks/support", swiftSettings: settings),
        benchmark("wire", ["BenchmarkSupport", "Wire", "TestSupport"]),
        benchmark("http", ["BenchmarkSupport", "Wire", "TestSupport"]),
        benchmark(
            "coverage", ["BenchmarkSupport", "Alerts", "Community", "Record", "Coverage", "Dissemination", "Engine"]),
        benchmark(
            "community",
            [
                "BenchmarkSupport", "Alerts", "Community", "Record", "Coverage", "Dissemination", "Engine", "Storage", "Intake",
                "Channels", "Wire", "TestSupport", logging, yams,
            ]),
        benchmark(
            "restart",
            [
                "BenchmarkSupport", "Alerts", "Community", "Record", "Coverage", "Dissemination", "Engine", "Storage",
                "TestSupport",
            ]),
        benchmark("gateway", ["BenchmarkSupport", "Alerts", "Record", "Storage", "Simulation", "TestSupport", crypto, logging]),
        benchmark("serve", ["BenchmarkSupport", "Wire", "TestSupport"]),
        benchmark("verify", ["Alerts", "Record", crypto]),
        benchmark("journal", ["Alerts", "Record", "Storage", grdb]),
    ]
)
