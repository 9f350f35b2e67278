import Domain
import FoundationEssentials
import TestSupport
import Testing

@testable import Catalogues

/// A configuration writes itself, and reads back as it was.
@Suite struct DumpTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: UInt64(1)...200)
    func `Any configuration that is valid reads back equal from its dump`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let configuration = try folder.configuration(Self.anyConfiguration(&random))
        let path = try folder.file(
            "dump.yaml", Array(try configuration.json(showingAddresses: true).utf8))
        #expect(try Configuration.read(path) == configuration)
    }

    @Test(arguments: UInt64(1)...20)
    func `A dump without secrets is valid, and has every key but what follows the host`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let configuration = try folder.configuration(Self.anyConfiguration(&random))
        let text = try configuration.json(showingAddresses: false)
        #expect(!text.contains("SECRET"))
        let path = try folder.file("dump.yaml", Array(text.utf8))
        #expect(
            try Configuration.read(path).written(.withoutSecrets) == configuration.written(.withoutSecrets))
    }

    @Test func `Every key of a configuration can be in its dump`() throws {
        var seen: Set<String> = []
        for seed in UInt64(1)...200 {
            var random = SplitMix64(seed: seed)
            guard
                case .mapping(let pairs) = try folder.configuration(Self.anyConfiguration(&random)).written(
                    .everything)
            else { continue }
            seen.formUnion(pairs.map(\.key))
        }
        #expect(seen == Set(Configuration.keys.map(\.name)))
    }

    /// Lines of a configuration after those that are required; PATH stands in for a secret.
    private static func anyConfiguration(_ random: inout SplitMix64) -> String {
        let optional = [
            "contact: \"Ops: <ops@desk.example>\"", "threads: \(Int.random(in: 1...256, using: &random))",
            "exact: \(Bool.random(using: &random))",
            "metrics_port: \(Int.random(in: 1...65535, using: &random))",
            "ranking: { mute: \(Bool.random(using: &random)) }",
            "retention: { maximum_age: \(Int.random(in: 7...36500, using: &random))d }",
            "retention: { maximum_size: \(Int.random(in: 1...100_000, using: &random))MB }",
            "websub: { callback: \"https://news.example.com/bw/\", port: 9465 }",
            "dashboard: { port: \(Int.random(in: 1...65535, using: &random)), hosts: [desk.example], user_header: X-User, base: /b }",
            "dashboard: { socket: pages.sock, token: PATH }",
            "heartbeat: { url: \"https://hc.example/SECRET\", every: \(Int.random(in: 1...1440, using: &random))m }",
            "detection: { false_alerts_per_stream_month: \(Double.random(in: 0.0001...30, using: &random)) }",
            "detection: { minimum_stories: 5, cooldown: \(Int.random(in: 60...9999, using: &random))s, alert_on_blind_sources: true }",
            "rules: [\(list(["{ id: a, streams: [market, \"topic:*\"], severity: critical, sinks: [] }", "{ id: b, streams: [\"entity:BRK.B\"], minimum_sources: 3, sinks: [log] }"], &random))]",
            "sinks: [\(list(anySinks, &random))]",
        ]
        var lines: [String: String] = [:]
        for line in optional where Bool.random(using: &random) {
            lines[String(line.prefix { $0 != ":" })] = line
        }
        return lines.values.joined(separator: "\n")
    }

    private static let anySinks = [
        "{ id: desk, kind: slack, url: \"https://hooks.example/T0/SECRET\", template: \"{{stream}}: \\\"{{title}}\\\" é\" }",
        "{ id: audit, kind: webhook, url: \"https://audit.example/SECRET\", secret: PATH }",
        "{ id: pager, kind: pagerduty, url: \"https://pager.example/SECRET\", secret: PATH }",
        "{ id: m, kind: mail, server: \"smtps://m.example\", from: a@b.c, to: [d@e.f, g@h.i], user: \"0123\", password: PATH, tls: false }",
        "{ id: c, kind: command, command: [/bin/cat, \"-n\", \"two words\", \"true\"] }",
        "{ id: j, kind: journal }",
    ]

    private static func list(_ elements: [String], _ random: inout SplitMix64) -> String {
        elements.filter { _ in Bool.random(using: &random) }.joined(separator: ", ")
    }
}
