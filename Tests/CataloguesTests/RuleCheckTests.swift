import Domain
import TestSupport
import Testing

@testable import Catalogues

@Suite struct RuleCheckTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [
        (
            "- { id: a, streams: [\"entity:ACNE\"] }",
            "can never fire: there is no entity \"ACNE\"; did you mean \"ACME\"?"
        ),
        (
            "- { id: a, streams: [\"entity:acme\"] }",
            "can never fire: there is no entity \"acme\"; did you mean \"ACME\"?"
        ),
        (
            "- { id: a, streams: [\"entity:ACME#earning\"] }",
            "can never fire: there is no topic \"earning\"; did you mean \"earnings\"?"
        ),
        (
            "- { id: a, streams: [\"entity:ac*\"] }",
            "can never fire: there is no stream \"entity:ac*\"; did you mean \"entity:AC*\"?"
        ),
        (
            "- { id: a, streams: [\"source:f\"] }",
            "can never fire: rules apply only to the market, topics, entities and themes"
        ),
        ("- { id: a, streams: [\"topic:x\"] }", "can never fire: there is no topic \"x\""),
        ("- { id: a, streams: [\"entity:Z*\"] }", "can never fire: no stream matches entity:Z*"),
        (
            "- { id: a, streams: [market], minimum_sources: 9 }",
            "can never fire: it needs 9 sources, and the catalogues have 1 news feed"
        ),
        (
            "- { id: a, streams: [\"theme:*\"], tone: positive }",
            "can never fire: a rule for themes cannot have words, or a tone other than negative"
        ),
        ("- { id: a, streams: [market], sinks: [desk] }", "there is no sink \"desk\""),
    ])
    func `A rule that can do nothing is refused`(rules: String, words: String) throws {
        let error = try #require(throws: CatalogueError.self) { try configured(rules) }
        #expect(error.description.hasSuffix("rule a: \(words)"), "\(error)")
        #expect(error.mistakes.map(\.line) == [5])
    }

    @Test func `Every rule that can do nothing is named`() throws {
        let error = try #require(throws: CatalogueError.self) {
            try configured(
                "- { id: a, streams: [\"topic:x\", \"topic:y\"] }\n  - { id: b, streams: [market], sinks: [desk] }"
            )
        }
        #expect(error.mistakes.map(\.line) == [5, 5, 6])
    }

    @Test func `A rule may be for themes, which nobody can list`() throws {
        let rules = try configured(
            "- { id: a, streams: [\"topic:*\"] }\n  - { id: b, streams: [\"theme:*\"] }\n  - { id: c, streams: [\"theme:tariff\"] }"
        ).rules
        #expect(rules.count == 3)
    }

    @Test func `A rule may be for one topic of every entity`() throws {
        let rules = try configured("- { id: a, streams: [\"entity:*#earnings\"] }").rules
        #expect(rules.count == 1)
    }

    @Test func `Two rules cannot have one id`() throws {
        let error = try #require(throws: CatalogueError.self) {
            try configured("- { id: a, streams: [market] }\n  - { id: a, streams: [\"entity:*\"] }")
        }
        #expect(error.mistakes.map(\.problem) == ["id: \"a\" is already taken"])
        #expect(error.mistakes.map(\.line) == [6])
    }

    @Test func `A rule whose streams earlier rules match can never apply`() throws {
        let rules =
            "- { id: all, streams: [\"entity:*\", market] }\n  - { id: acme, streams: [\"entity:ACME\"] }"
        let error = try #require(throws: CatalogueError.self) { try configured(rules) }
        #expect(
            error.description.hasSuffix(
                "rule acme: can never apply: earlier rules already match all its streams"))
        let good = try configured(
            "- { id: a, streams: [market], severity: critical, sinks: [], cooldown: 2h }")
        #expect(good.rules.map(\.rule.severity) == [.critical])
        #expect(good.rules.map(\.rule.sinks) == [[]])
    }

    @Test func `More sources for all streams than there are feeds is hinted at`() throws {
        let path = try folder.file(
            "d.yaml",
            Array(
                "database: d\nalert_log: a\ncatalogues: [c.yaml]\ndetection: { minimum_sources: 2 }\n".utf8))
        _ = try folder.file(
            "c.yaml", Array("feeds: [{ id: f, title: F, url: \"https://f.example/\" }]\n".utf8))
        let configuration = try Configuration.read(path)
        var hints: [Mistake] = []
        try configuration.checkRules(against: try Catalogue.read(configuration.catalogues), topics: []) {
            hints.append($0)
        }
        #expect(hints.map(\.line) == [4])
        #expect(
            hints.first?.problem.contains("needs 2 sources, and the catalogues have 1 news feed") == true)
    }

    private func configured(_ rules: String) throws -> Configuration {
        let catalogue = try folder.file(
            "f.yaml",
            Array(
                "feeds: [{ id: f, title: F, url: \"https://f.example/\", tested_on: untested }]\nentities: [{ symbol: ACME, name: Acme }]"
                    .utf8))
        let path = try folder.file(
            "r.yaml", Array("database: d\nalert_log: a\ncatalogues: [\(catalogue)]\nrules:\n  \(rules)".utf8))
        let configuration = try Configuration.read(path)
        try configuration.checkRules(
            against: try Catalogue.read(configuration.catalogues), topics: ["earnings"])
        return configuration
    }
}
