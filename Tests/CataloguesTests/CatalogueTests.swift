import Domain
import FoundationEssentials
import TestSupport
import Testing

@testable import Catalogues

@Suite struct CatalogueTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `A catalogue is read whole`() throws {
        let path = try folder.file(
            "c.yaml",
            Array(
                """
                feeds:
                  - { id: a, title: A, url: "https://a.example/", interval: 90s }
                  - { id: off, title: Off, url: "https://off.example/", enabled: false }
                  - id: b
                    title: B
                    url: http://b.example/
                    kind: json
                    quotes: { rows: data, symbol_field: s, price: p.0, time: t, currency: USD }
                entities:
                  - { symbol: ACME, name: Acme, aliases: [Acme Corp] }
                """.utf8))
        let catalogue = try Catalogue.read(path)
        #expect(catalogue.feeds.map(\.id) == ["a", "b"])
        #expect(catalogue.feeds.map(\.interval) == [.seconds(90), .seconds(900)])
        #expect(
            catalogue.feeds[1].quotes
                == QuoteMapping(rows: "data", symbolField: "s", price: "p.0", time: "t", currency: "USD"))
        #expect(catalogue.entities == [Entity(symbol: "ACME", name: "Acme", aliases: ["Acme Corp"])])
    }

    @Test(arguments: [
        ("", "c.yaml: is empty"), ("- a", "c.yaml:1: the file must be a mapping of keys to values"),
        ("feeds:\n  - { id: a, title: A }", "c.yaml:2: the key \"url\" is missing"),
        ("budgets:\n  - { domain: a.example, per: 1d }", "c.yaml:2: the key \"requests\" is missing"),
        ("budgets:\n  - { domain: a.example, requests: 5 }", "c.yaml:2: the key \"per\" is missing"),
        (
            "budgets:\n  - { domain: \"https://a.example/\", requests: 5, per: 1d }",
            "c.yaml:2: domain: \"https://a.example/\" must be a domain in lower case, such as example.com"
        ),
        (
            "budgets:\n  - { domain: a.example, requests: 5, per: 1d }\n  - { domain: a.example, requests: 6, per: 1d }",
            "c.yaml:3: domain: \"a.example\" is already taken"
        ),
        (
            "feeds:\n  - id: a\n    title: A\n    url: ftp://a",
            "c.yaml:4: url: \"ftp://a\" must be an http or https address"
        ),
        (
            "feeds:\n  - { id: A B, title: A, url: \"https://a.example/\" }",
            "c.yaml:2: id: \"A B\" must be a name of lower-case letters, digits, - and . only"
        ),
        (
            "feeds:\n  - { id: a, title: A, url: \"https://a.example/\", interval: 1s }",
            "c.yaml:2: interval: \"1s\" must be a time from 10s to 7d, such as 30s, 5m, 2h or 1d"
        ),
        (
            "feeds:\n  - { id: a, title: A, url: \"https://a.example/\", kind: cvs }",
            "c.yaml:2: unknown kind \"cvs\"; did you mean \"csv\"?"
        ),
        (
            "feeds:\n  - { id: a, title: A, url: \"https://a.example/\", kind: csv }",
            "c.yaml:2: kind: a feed of kind csv needs \"quotes\""
        ),
        (
            "feeds:\n  - { id: a, title: A, url: \"https://a.example/\" }\n  - { id: a, title: A, url: \"https://a.example/\" }",
            "c.yaml:3: id: \"a\" is already taken"
        ),
        (
            "feeds:\n  - { id: a, title: A, url: \"https://a.example/\", pages: { next: n } }",
            "c.yaml:2: pages: only a feed with \"entries\" has pages"
        ),
        (
            "feeds:\n  - { id: a, title: A, url: \"https://a.example/\", quotes: { price: p, symbol: S } }",
            "c.yaml:2: the key \"quotes\" is only for kinds csv and json"
        ),
        ("feeds: 7", "c.yaml:1: feeds: must be a list"),
        (
            "entities: []\nfeeds: []\nfeeds: []",
            "c.yaml:2: is not valid YAML: the key feeds occurs twice, first here"
        ),
        ("quux: 1", "c.yaml:1: unknown key \"quux\"; known are feeds, entities, budgets"),
    ])
    func `A mistake is named with file and line`(text: String, words: String) throws {
        #expect(try folder.refusal(ofCatalogue: text) == words)
    }

    @Test func `All mistakes of a file are found in one reading, each with its line`() throws {
        let text = """
            feeds:
              - { id: a, titel: A, url: "https://a.example/" }
              - { id: b, title: B, url: "htp://b.example/" }
              - { id: c, title: C, url: "https://c.example/", interval: 10x }
              - { id: d, title: D }
              - { id: a, title: E, url: "https://e.example/" }
            """
        #expect(
            try folder.refusal(ofCatalogue: text) == """
                c.yaml:2: unknown key "titel"; did you mean "title"?
                c.yaml:3: url: "htp://b.example/" must be an http or https address
                c.yaml:4: interval: "10x" must be a time from 10s to 7d, such as 30s, 5m, 2h or 1d
                c.yaml:5: the key "url" is missing
                c.yaml:6: id: "a" is already taken
                """)
    }

    @Test func `Mistakes of several catalogues are told together, and a feed that two have`() throws {
        let feed = "feeds:\n  - { id: a, title: A, url: \"https://a.example/\" }"
        let paths = try [feed, feed, "feeds: 7"].enumerated().map {
            try folder.file("\($0.offset).yaml", Array($0.element.utf8))
        }
        let error = try #require(throws: CatalogueError.self) { try Catalogue.read(paths) }
        #expect(
            error.description == """
                \(paths[1]): the feed "a" is also in \(paths[0])
                \(paths[2]):1: feeds: must be a list
                """)
    }

    @Test func `Broken YAML names its line`() throws {
        #expect(
            try folder.refusal(ofCatalogue: "feeds:\n  - { id: a\nentities: [").hasPrefix(
                "c.yaml:3: is not valid YAML"))
    }

    @Test func `A missing file is told`() {
        #expect(
            throws: CatalogueError(
                "/nowhere.yaml", nil, "cannot be read; is the path right and the file readable?")
        ) {
            try Catalogue.read("/nowhere.yaml")
        }
    }

    @Test func `Every catalogue that ships is valid, and all go together`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(Fixtures.root)/feeds")
            .filter { $0.hasSuffix(".yaml") }
        #expect(files.count >= 6)
        var hints: [Mistake] = []
        let all = try Catalogue.read(files.map { "\(Fixtures.root)/feeds/\($0)" }) { hints.append($0) }
        #expect(hints.isEmpty, "\(hints)")
        #expect(all.feeds.count > 40)
        #expect(all.entities.count > 150)
        #expect(all.feeds.allSatisfy { $0.url.hasPrefix("https://") })
    }

    @Test func `Every catalogue that ships reads back equal from what it writes`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(Fixtures.root)/feeds")
            .filter { $0.hasSuffix(".yaml") }
        #expect(!names.isEmpty)
        for name in names {
            let file = try YAMLFile.read(
                "\(Fixtures.root)/feeds/\(name)", as: CatalogueFile.self, hint: { _ in })
            let json = try jsonLine(file.written(.everything))
            let copy = try folder.file(name, Array(json.utf8))
            #expect(try YAMLFile.read(copy, as: CatalogueFile.self, hint: { _ in }) == file, "\(name)")
        }
    }

    @Test func `A feed may adapt, expect, and carry secrets that are elsewhere`() throws {
        let key = try #require(ProcessInfo.processInfo.environment["PATH"])
        let path = try folder.file(
            "c.yaml",
            Array(
                """
                feeds:
                  - id: a
                    title: A
                    url: "https://a.example/?k=${PATH}"
                    interval: 10m
                    maximum_interval: 2h
                    headers: { X-Key: "Token ${PATH}" }
                    expect: { minimum_entries: 3, maximum_age: 2d }
                    allow_private: true
                """.utf8))
        let feed = try #require(try Catalogue.read(path).feeds.first)
        #expect(feed.maximumInterval == .seconds(7200))
        #expect(feed.expectation.minimumEntries == 3)
        #expect(feed.expectation.maximumAge == .seconds(172_800))
        #expect(feed.allowsPrivate)
        #expect(feed.url == "https://a.example/?k=${PATH}", "the key itself is for the wire")
        #expect(feed.filled(feed.url) == "https://a.example/?k=\(key)")
        #expect(feed.headers.mapValues(feed.filled) == ["X-Key": "Token \(key)"])
        #expect(feed.redacted("asked for k=\(key)") == "asked for k=${PATH}")
    }

    @Test func `A secret that is nowhere, or an interval that cannot adapt, is refused`() throws {
        let feed = "feeds:\n  - { id: a, title: A, url: \"https://a.example/?k=${NO_SUCH_KEY}\""
        #expect(
            try folder.refusal(ofCatalogue: "\(feed) }")
                == "c.yaml:2: url: there is no credential and no environment variable NO_SUCH_KEY")
        #expect(try folder.refusal(ofCatalogue: "\(feed), enabled: false }") == "accepted")
        #expect(
            try folder.refusal(
                ofCatalogue:
                    "feeds:\n  - { id: a, title: A, url: \"https://a.example/\", interval: 1h, maximum_interval: 10m }"
            ) == "c.yaml:2: maximum_interval: must be at least the interval, 1h")
    }

    @Test func `What is valid and probably not meant is hinted at`() throws {
        let texts = [
            "entities:\n  - { symbol: ACME, name: Acme, aliases: [it] }",
            "entities:\n  - { symbol: OTHER, name: Other, aliases: [ACME] }",
        ]
        let paths = try texts.enumerated().map {
            try folder.file("\($0.offset).yaml", Array($0.element.utf8))
        }
        var hints: [String] = []
        _ = try Catalogue.read(paths) { hints.append($0.description.replacing(folder.path, with: "")) }
        #expect(
            hints == [
                "/0.yaml:2: aliases: \"it\" is found in most headlines; write it as headlines do",
                "/1.yaml: \"ACME\" is a name of both ACME and OTHER",
                "/0.yaml: no catalogue has a feed that is enabled",
            ])
    }

    @Test(arguments: ["it", "It", "the", "The", "on", "stocks"])
    func `An alias that is an ordinary word is hinted at`(alias: String) throws {
        let path = try folder.file(
            "c.yaml", Array("entities:\n  - { symbol: A, name: Acme, aliases: [\(alias)] }\n".utf8))
        var hints: [String] = []
        _ = try Catalogue.read(path) { hints.append($0.problem) }
        #expect(
            hints == ["aliases: \"\(alias)\" is found in most headlines; write it as headlines do"])
    }

    @Test(arguments: ["IT", "ON", "Gap", "Meta", "eBay", "easyJet"])
    func `An alias that is written as headlines do is not`(alias: String) throws {
        let path = try folder.file(
            "c.yaml", Array("entities:\n  - { symbol: A, name: Acme, aliases: [\"\(alias)\"] }\n".utf8))
        _ = try Catalogue.read(path) { Issue.record("\($0)") }
    }

    @Test func `Names of before still work, with a hint`() throws {
        let path = try folder.file(
            "c.yaml",
            Array(
                """
                feeds:
                  - id: a
                    title: A
                    url: "https://a.example/"
                    slowest: 2h
                    expect: { least: 3, age: 2d }
                    entries: { title: t }
                    pages: { next: n, most: 4 }
                """.utf8))
        var hints: [String] = []
        let feed = try #require(
            try Catalogue.read(path) { hints.append($0.description.replacing(path, with: "c.yaml")) }.feeds
                .first)
        #expect(feed.maximumInterval == .seconds(7200))
        #expect(feed.expectation.minimumEntries == 3)
        #expect(feed.expectation.maximumAge == .seconds(172_800))
        #expect(feed.pages?.maximumPages == 4)
        #expect(
            Set(hints) == [
                "c.yaml:5: \"slowest\" is now \"maximum_interval\"; the old name still works",
                "c.yaml:6: \"least\" is now \"minimum_entries\"; the old name still works",
                "c.yaml:6: \"age\" is now \"maximum_age\"; the old name still works",
                "c.yaml:8: \"most\" is now \"maximum_pages\"; the old name still works",
            ])
        #expect(
            try folder.refusal(
                ofCatalogue:
                    "feeds:\n  - { id: a, title: A, url: \"https://a.example/\", expect: { least: 1, minimum_entries: 2 } }"
            ) == "c.yaml:2: \"least\" is now \"minimum_entries\", and both are here; remove one")
    }
}
