public import Domain

/// A file of tests for rules: dated headlines, and the alerts that must come of them.
public struct RuleTestFile: Sendable {
    /// The configuration whose rules are tested, by its path; nil for the rules of the file itself.
    public let configuration: String?
    public let rules: [PlacedRule]
    public let tests: [RuleTest]

    /// All was quiet for so long before, when a test does not say.
    private static let quiet: Duration = .seconds(30 * 86400)

    /// - Throws: `CatalogueError` with file and line.
    public static func read(_ path: String) throws(CatalogueError) -> RuleTestFile {
        let file = try YAMLMapping.read(path)
        try file.allow(["configuration", "rules", "tests"])
        var rules: [PlacedRule] = []
        for rule in try file.mappings("rules") { rules.append(try PlacedRule(rule)) }
        let configuration = try file.optionalString("configuration")
        if configuration != nil, !rules.isEmpty {
            throw file.error("rules", "a file that names a configuration tests the rules of that one")
        }
        var tests: [RuleTest] = []
        for test in try file.mappings("tests") { tests.append(try Self.test(test)) }
        guard !tests.isEmpty else { throw file.error("tests", "at least one test is needed") }
        return RuleTestFile(
            configuration: configuration.map(file.path), rules: rules,
            tests: tests)
    }

    private static func test(_ test: YAMLMapping) throws(CatalogueError) -> RuleTest {
        try test.allow(["name", "headlines", "alerts", "quiet", "others"])
        var headlines: [DatedHeadline] = []
        for headline in try test.mappings("headlines") {
            try headline.allow(["at", "source", "text"])
            guard let at = try time("at", headline) else {
                throw headline.missing("at")
            }
            headlines.append(
                DatedHeadline(
                    at: at, source: try headline.string("source"), text: try headline.string("text")))
        }
        guard !headlines.isEmpty else { throw test.error("headlines", "at least one headline is needed") }
        var expected: [RuleTest.Expectation] = []
        for alert in try test.mappings("alerts") { expected.append(try expectation(alert)) }
        return RuleTest(
            name: try test.string("name"), headlines: headlines, expected: expected,
            quiet: try test.duration("quiet", in: .seconds(3600)...(.seconds(3650 * 86400))) ?? quiet,
            allowsOthers: try test.flag("others") ?? false)
    }

    private static func expectation(_ alert: YAMLMapping) throws(CatalogueError) -> RuleTest.Expectation {
        try alert.allow(["stream", "severity", "rule", "by"])
        let name = try alert.string("stream")
        guard let stream = Stream(name: name), stream.kind != .source else {
            throw alert.error(
                "stream", "\"\(name)\" is not a stream: write market, topic:NAME or entity:SYMBOL")
        }
        var expectation = RuleTest.Expectation(stream: stream)
        expectation.severity = try PlacedRule.severity(alert)
        expectation.rule = try alert.optionalString("rule")
        expectation.by = try time("by", alert)
        return expectation
    }

    private static func time(_ key: String, _ mapping: YAMLMapping) throws(CatalogueError) -> Instant? {
        guard let text = try mapping.optionalString(key) else { return nil }
        guard let instant = Instant(rfc3339: text) else {
            throw mapping.error(key, "\"\(text)\" must be a time in UTC such as 2026-03-05T09:00:00Z")
        }
        return instant
    }
}
