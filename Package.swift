// swift-tools-version: 6.2
import PackageDescription

/// Histories in PostgreSQL need libpq: they are built when this is set. (A trait could leave out what depends on
/// the room, but `swift build` builds the room itself whatever the traits.)
let hasPostgres = Context.environment["BELLWETHER_POSTGRES"] != nil

// MARK: Settings shared by every Swift target of the project.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// Kernels are useless without the optimizer, also in a debug build: the tests score real text.
let optimized: [CSetting] = [.unsafeFlags(["-O3", "-fno-math-errno"])]

/// A room of the house, whose page is `Room.md`.
func room(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: ["Room.md"], resources: resources,
        swiftSettings: strict)
}

func tests(_ room: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(room)Tests", dependencies: [.init(stringLiteral: room)] + dependencies,
        swiftSettings: strict)
}

let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let database: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let http: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "NIOPosix", package: "swift-nio"),
]
let templates: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let yaml: Target.Dependency = .product(name: "Yams", package: "Yams")

/// libFuzzer brings a main of its own: `make fuzz` alone builds what it calls.
let fuzzing: [Target] =
    Context.environment["BELLWETHER_FUZZING"] == nil
    ? []
    : [
        .executableTarget(
            name: "Fuzzing",
            dependencies: ["Catalogues", "Classification", "Domain", "Parsing", "Tokenization"],
            path: "Fuzzing", exclude: ["corpus"],
            swiftSettings: strict)
    ]

let postgres: [Target] =
    !hasPostgres
    ? []
    : [
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        room(
            "PostgresHistory", ["CPostgres", "Domain", "History", log],
            resources: [.embedInCode("daemon.sql"), .embedInCode("schema.sql")]),
        .target(
            name: "PostgresServer", dependencies: ["PostgresHistory", "TestSupport"],
            path: "Tests/PostgresServer", swiftSettings: strict),
        tests(
            "PostgresHistory",
            ["Domain", "History", "PostgresServer", "SQLiteHistory", "TestSupport", database, log]),
    ]
let postgresStore: [Target.Dependency] = hasPostgres ? ["PostgresHistory"] : []
let postgresTests: [Target.Dependency] = hasPostgres ? ["PostgresHistory", "PostgresServer"] : []

let package = Package(
    name: "bellwether",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // Without its traits: neither full Foundation nor a reader of configurations.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(name: "Kernels", exclude: ["Room.md"], cSettings: optimized),
        room("Domain", []),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0"),
        room("Parsing", ["CXML", "Domain"]),
        room("Training", ["Domain", "Kernels", "Tokenization", "Classification"]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CSpawn"),
        room("Transport", ["CCurl", "Domain"]),
        room("Fetching", ["Domain", "Transport", log]),
        room("WebSub", ["Domain", "Transport", log]),
        room("Deduplication", ["Domain"]),
        room("Tokenization", ["Domain"]),
        room("Mentions", ["Domain", "Tokenization"]),
        room("Classification", ["Domain", "Kernels", "Tokenization"]),
        room("Catalogues", ["Domain", yaml]),
        room("Detection", ["Domain"]),
        room("Ranking", ["Domain"]),
        room("Surges", ["Domain"]),
        room(
            "Charts", ["Domain"], resources: [.embedInCode("charts.css"), .embedInCode("palette.css")]),
        room("History", ["Domain", log]),
        room("Outcomes", ["Domain", "History"]),
        room(
            "Dashboard", ["Charts", "Domain", "History", "Outcomes", "Serving", lifecycle, log, templates],
            resources: [
                .embedInCode("Assets/script.js"), .embedInCode("Assets/style.css"),
                .embedInCode("Templates/alert-rows.mustache"),
                .embedInCode("Templates/alert.mustache"),
                .embedInCode("Templates/alerts.mustache"),
                .embedInCode("Templates/choices.mustache"),
                .embedInCode("Templates/entities.mustache"),
                .embedInCode("Templates/failure.mustache"),
                .embedInCode("Templates/form.mustache"),
                .embedInCode("Templates/headline-rows.mustache"),
                .embedInCode("Templates/headlines.mustache"),
                .embedInCode("Templates/layout.mustache"),
                .embedInCode("Templates/login.mustache"),
                .embedInCode("Templates/model.mustache"),
                .embedInCode("Templates/numbers.mustache"),
                .embedInCode("Templates/overview.mustache"),
                .embedInCode("Templates/rule.mustache"),
                .embedInCode("Templates/rules.mustache"),
                .embedInCode("Templates/silences.mustache"),
                .embedInCode("Templates/source.mustache"),
                .embedInCode("Templates/sources.mustache"),
                .embedInCode("Templates/spans.mustache"),
                .embedInCode("Templates/stream.mustache"),
                .embedInCode("Templates/streams.mustache"),
                .embedInCode("Templates/theme-rows.mustache"),
                .embedInCode("Templates/themes.mustache"),
            ]),
        room("Serving", http + ["Domain", lifecycle, log]),
        room("Alerting", ["CSpawn", "Domain", "Transport", log]),
        room(
            "SQLiteHistory", ["Domain", "History", database, log],
            resources: [
                .embedInCode("schema.sql"), .embedInCode("migration-2.sql"), .embedInCode("migration-3.sql"),
                .embedInCode("migration-4.sql"), .embedInCode("migration-5.sql"),
            ]),
        room("TestSupport", ["Classification", "Domain", "Loopback"]),
        room("Loopback", []),
        room(
            "Replay",
            ["Classification", "Deduplication", "Detection", "Domain", "History", "Mentions", "Parsing"]),
        room(
            "Monitoring",
            [
                "Alerting", "Catalogues", "Classification", "Dashboard", "Deduplication", "Detection",
                "Domain", "Fetching", "History", "Mentions", "Parsing", "Ranking", "Replay", "SQLiteHistory",
                "Serving", "Transport", "WebSub", lifecycle, signals, log,
            ] + postgresStore),
        room(
            "Demo",
            [
                "Catalogues", "Classification", "Dashboard", "Domain", "History", "Loopback", "Monitoring",
                "SQLiteHistory", "Serving", lifecycle, log, signals,
            ]),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Catalogues", "Classification", "Dashboard", "Detection", "Domain", "Fetching", "History",
                "Loopback", "Mentions", "Monitoring", "Parsing", "Replay", "SQLiteHistory", "Serving",
                "Surges", "Tokenization", "Training", "Transport", database, log,
            ],
            path: "Benchmarks",
            exclude: [
                "compare_detect.py", "compare_encoder.py", "compare_parsing.py", "compare_tokenizer.py",
                "compare_training.py", "discovered-entities.md", "discovered-entities.tsv", "events-2018.tsv",
                "study_stocknet.py",
            ],
            swiftSettings: strict),
        tests("Kernels", ["Domain", "TestSupport"]),
        tests("Domain", ["TestSupport"]),
        tests("Transport", ["Domain", "Loopback", "TestSupport"]),
        tests("Catalogues", ["Domain", "TestSupport"]),
        tests("Fetching", ["Domain", "Loopback", "TestSupport", "Transport", log]),
        tests("WebSub", ["Domain", "Loopback", "TestSupport", "Transport", log]),
        tests("Parsing", ["Domain", "TestSupport"]),
        tests("Deduplication", ["Domain"]),
        tests("Tokenization", ["Classification", "Domain", "TestSupport"]),
        tests("Mentions", ["Catalogues", "Domain", "TestSupport", "Tokenization"]),
        tests("Classification", ["Domain", "Kernels", "TestSupport", "Tokenization"]),
        tests("Detection", ["Domain", "TestSupport"]),
        tests("Ranking", ["Domain", "TestSupport"]),
        tests("Surges", ["Domain", "TestSupport"]),
        tests("Charts", ["Domain", "TestSupport"]),
        tests("History", ["Domain", "SQLiteHistory", "TestSupport"] + postgresTests),
        tests("Outcomes", ["Domain", "History", "SQLiteHistory", "TestSupport"]),
        tests("SQLiteHistory", ["Domain", "History", "TestSupport", database, log]),
        tests("Alerting", ["Domain", "Loopback", "TestSupport", "Transport", log]),
        tests("Training", ["Classification", "Domain", "Kernels", "TestSupport", "Tokenization"]),
        tests(
            "Monitoring",
            [
                "Alerting", "Catalogues", "Classification", "Detection", "Domain", "Fetching", "History",
                "Loopback", "Mentions", "Replay", "SQLiteHistory", "TestSupport", "Transport", database,
                lifecycle, log,
            ]),
        tests("Serving", ["Domain", "TestSupport", "Transport", lifecycle, log]),
        tests("Dashboard", ["Charts", "Domain", "History", "SQLiteHistory", "Serving", "TestSupport", log]),
        tests("Demo", ["Catalogues", "Domain", "Loopback"]),
        tests("Replay", ["Detection", "Domain", "History", "SQLiteHistory", "TestSupport"]),
        tests("bellwether", ["Catalogues", "Domain", "History", "Parsing", arguments]),
        .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "BrowserTests",
            dependencies: [
                "Charts", "Dashboard", "Domain", "History", "Loopback", "SQLiteHistory", "Serving",
                "TestSupport", "Transport", log,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "bellwether", "Domain", "History", "Loopback", "Ranking", "SQLiteHistory", "TestSupport",
                "Transport",
                database,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "bellwether",
            dependencies: [
                "Alerting", "Catalogues", "Classification", "Dashboard", "Demo", "Detection", "Domain",
                "Fetching", "History", "Mentions", "Monitoring", "Outcomes", "Parsing", "Ranking", "Replay",
                "SQLiteHistory", "Serving", "Surges", "Tokenization", "Training", "Transport", arguments,
                lifecycle, log, signals,
            ],
            exclude: ["Room.md"], swiftSettings: strict),
    ] + fuzzing + postgres
)

/// Those that know histories in PostgreSQL where they are built.
if hasPostgres {
    for target in package.targets where ["HistoryTests", "Monitoring", "bellwether"].contains(target.name) {
        target.swiftSettings?.append(.define("POSTGRES"))
    }
}

// MARK: One room by itself, for short builds: `make test ROOM=Alerting`.

if let room = Context.environment["BELLWETHER_ROOM"] {
    var needed = ["\(room)Tests"]
    var kept: Set<String> = []
    while let name = needed.popLast() {
        guard kept.insert(name).inserted, let target = package.targets.first(where: { $0.name == name })
        else {
            continue
        }
        for case .byNameItem(let dependency, _) in target.dependencies { needed.append(dependency) }
    }
    package.targets.removeAll { !kept.contains($0.name) }
}
