public import Domain

/// A file of tests for rules: dated headlines, and the alerts that must come of them.
public struct RuleTestFile: Sendable, Equatable {
    /// The configuration whose rules are tested, by its path; nil for the rules of the file itself.
    public private(set) var configuration: String?
    /// The rules that are tested where the file names no configuration.
    public private(set) var rules: [PlacedRule] = []
    /// The tests, at least one.
    public private(set) var tests: [RuleTest] = []

    /// - Throws: `CatalogueError` with every mistake of the file.
    public static func read(_ path: String) throws(CatalogueError) -> RuleTestFile {
        try YAMLFile.read(path, as: RuleTestFile.self, hint: { _ in })
    }
}

extension RuleTestFile: Section {
    static let blank = RuleTestFile()

    static let keys: [Key<RuleTestFile>] = [
        optional("configuration", \.configuration, .path, "The configuration whose rules to test.")
            .otherwise("the rules of this file"),
        key("rules", \.rules, .sections(named: ("id", [])), "Rules, as in a configuration."),
        required("tests", \.tests, .sections(atLeastOne: "test"), "The tests."),
    ]

    mutating func complete(_ mapping: Mapping, _ findings: inout Findings) {
        guard configuration != nil, !rules.isEmpty else { return }
        mapping.refuse("rules", "a file that names a configuration tests the rules of that one", &findings)
    }
}

extension RuleTest: Section {
    static let blank = RuleTest(
        name: "", headlines: [], expected: [], quiet: .seconds(30 * 86400), allowsOthers: false)

    static let keys: [Key<RuleTest>] = [
        required("name", \.name, .text, "The name of the test."),
        required("headlines", \.headlines, .sections(atLeastOne: "headline"), "The headlines to process."),
        key("alerts", \.expected, .sections(), "The alerts that must fire."),
        key(
            "quiet", \.quiet, .duration(.seconds(3600)...(.seconds(3650 * 86400))),
            "How long the streams were quiet before the first headline."),
        key("others", \.allowsOthers, .flag, "Whether other alerts may fire as well."),
    ]
}

extension DatedHeadline: Section {
    static let blank = DatedHeadline(at: Instant(milliseconds: 0), source: "", text: "")

    static let keys: [Key<DatedHeadline>] = [
        required("at", \.at, .instant, "The time of publication."),
        required("source", \.source, .text, "The id of the feed."),
        required("text", \.text, .text, "The headline."),
    ]
}

extension RuleTest.Expectation: Section {
    static let blank = RuleTest.Expectation(stream: .market)

    static let keys: [Key<RuleTest.Expectation>] = [
        required(
            "stream", \.stream,
            .scalar("market, topic:NAME, entity:SYMBOL or theme:WORDS", write: { .text($0.name) }) { name in
                Stream(name: name).flatMap { $0.kind == .source ? nil : $0 }
            }, "The stream."),
        optional("severity", \.severity, .choice("severity"), "The alert's severity.").otherwise("any"),
        optional("rule", \.rule, .text, "The rule that the alert must name.").otherwise("any"),
        optional("by", \.by, .instant, "The latest time at which it may fire.").otherwise("any time"),
    ]
}
