import TestSupport
import Testing

@testable import Catalogues

@Suite struct RuleTestFileTests {
    @Test(arguments: [
        ("tests: []", "t.yaml:1: tests: at least one test is needed"),
        (
            "tests:\n  - name: a\n    headlines:\n      - { at: today, source: s, text: t }",
            "t.yaml:4: at: \"today\" must be a time in UTC such as 2026-03-05T09:00:00Z"
        ),
        (
            "tests:\n  - name: a\n    headlines: [{ at: 2026-03-05T09:00:00Z, source: s, text: t }]\n    alerts: [{ stream: x }]",
            "t.yaml:4: stream: \"x\" must be market, topic:NAME, entity:SYMBOL or theme:WORDS"
        ),
        (
            "configuration: c\nrules: [{ id: a, streams: [market] }]\ntests:\n  - { name: a, headlines: [{ at: 2026-03-05T09:00:00Z, source: s, text: t }] }",
            "t.yaml:2: rules: a file that names a configuration tests the rules of that one"
        ),
    ])
    func `A mistake is named with its line`(text: String, words: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("t.yaml", Array(text.utf8))
        let error = try #require(throws: CatalogueError.self) { try RuleTestFile.read(path) }
        #expect(error.description.replacing(path, with: "t.yaml") == words)
    }
}
