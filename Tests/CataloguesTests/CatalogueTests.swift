import Domain
import FoundationEssentials
import TestSupport
import Testing

@testable import Catalogues

@Suite struct CatalogueTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The sentence with which a file is refused, its path replaced by its name.
    private func refusal(_ text: String) throws -> String {
        let path = try folder.file("c.yaml", Array(text.utf8))
        do {
            _ = try Catalogue.read(path)
            return "accepted"
        } catch {
            return error.description.replacing(path, with: "c.yaml")
        }
    }

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
        (
            "feeds:\n  - { id: a, titel: A, url: \"https://a.example/\" }",
            "c.yaml:2: unknown key \"titel\"; did you mean \"title\"?"
        ),
        ("feeds:\n  - { id: a, title: A }", "c.yaml:2: the key \"url\" is missing"),
        ("budgets:\n  - { domain: a.example, per: 1d }", "c.yaml:2: the key \"requests\" is missing"),
        ("budgets:\n  - { domain: a.example, requests: 5 }", "c.yaml:2: the key \"per\" is missing"),
        (
            "budgets:\n  - { domain: \"https://a.example/\", requests: 5, per: 1d }",
            "c.yaml:2: domain: \"https://a.example/\" must be a domain in lower case, such as example.com"
        ),
        (
            "budgets:\n  - { domain: a.example, requests: 5, per: 1d }\n  - { domain: a.example, requests: 6, per: 1d }",
            "c.yaml:3: domain: a.example stands twice"
        ),
        (
            "feeds:\n  - id: a\n    title: A\n    url: ftp://a",
            "c.yaml:4: url: \"ftp://a\" must be an http or https address"
        ),
        (
            "feeds:\n  - { id: A B, title: A, url: \"https://a.example/\" }",
            "c.yaml:2: id: \"A B\" may hold lower-case letters, digits, - and . only"
        ),
        (
            "feeds:\n  - { id: a, title: A, url: \"https://a.example/\", interval: 1s }",
            "c.yaml:2: interval: \"1s\" must be a time such as 30s, 5m, 2h or 1d, from 10s to 7d"
        ),
        (
            "feeds:\n  - { id: a, title: A, url: \"https://a.example/\", kind: cvs }",
            "c.yaml:2: kind: unknown kind \"cvs\"; did you mean \"csv\"?"
        ),
        (
            "feeds:\n  - { id: a, title: A, url: \"https://a.example/\", kind: csv }",
            "c.yaml:2: kind: a feed of kind csv needs \"quotes\""
        ),
        (
            "feeds:\n  - { id: a, title: A, url: \"https://a.example/\" }\n  - { id: a, title: A, url: \"https://a.example/\" }",
            "c.yaml:3: id: a stands twice"
        ),
        ("feeds: 7", "c.yaml:1: feeds: must be a list"),
        (
            "entities: []\nfeeds: []\nfeeds: []",
            "c.yaml:2: is not valid YAML: the key feeds stands twice, here first"
        ),
        ("quux: 1", "c.yaml:1: unknown key \"quux\"; known are feeds, entities, budgets"),
    ])
    func `What is wrong is told with file and line`(text: String, words: String) throws {
        #expect(try refusal(text) == words)
    }

    @Test func `Broken YAML names its line`() throws {
        #expect(try refusal("feeds:\n  - { id: a\nentities: [").hasPrefix("c.yaml:3: is not valid YAML"))
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
        let all = try Catalogue.read(files.map { "\(Fixtures.root)/feeds/\($0)" })
        #expect(all.feeds.count > 40)
        #expect(all.entities.count > 150)
        #expect(all.feeds.allSatisfy { $0.url.hasPrefix("https://") })
    }

    /// The sentence with which a configuration is refused; "accepted" where it is not.
    private func configurationRefusal(_ text: String) throws -> String {
        _ = try folder.file("feeds.yaml", Array("feeds: []\n".utf8))
        let path = try folder.file(
            "b.yaml", Array("database: d\nalert_log: a\ncatalogues: [feeds.yaml]\n\(text)\n".utf8))
        do {
            _ = try Configuration.read(path)
            return "accepted"
        } catch {
            return error.description.replacing(path, with: "b.yaml")
        }
    }

    @Test(arguments: [
        ("retention: { age: 400d, size: 20GB }", "accepted"), ("metrics_port: 9464", "accepted"),
        ("heartbeat: { url: \"https://hc.example/x\", every: 10m }", "accepted"),
        ("sinks: [{ id: j, kind: journal }, { id: c, kind: command, command: [/bin/cat, -n] }]", "accepted"),
        (
            "sinks: [{ id: m, kind: mail, server: \"smtp://m.example\", from: a@b.c, to: [d@e.f] }]",
            "accepted"
        ),
        (
            "retention: { age: 1d }",
            "b.yaml:4: age: \"1d\" must be a time such as 30s, 5m, 2h or 1d, from 604800s to 36500d"
        ),
        ("retention: { size: big }", "b.yaml:4: size: \"big\" must be a size such as 500MB or 20GB"),
        (
            "sinks: [{ id: c, kind: command, command: [cat] }]",
            "b.yaml:4: command: must be a list of words, the first an absolute path"
        ),
        (
            "sinks: [{ id: m, kind: mail, server: \"smtp://m\", from: me, to: [d@e.f] }]",
            "b.yaml:4: from: \"me\" is no mail address"
        ),
        (
            "sinks: [{ id: m, kind: mail, server: \"smtp://m\", from: a@b.c, to: [] }]",
            "b.yaml:4: to: at least one address is needed"
        ),
        ("sinks: [{ id: j, kind: jornal }]", "b.yaml:4: kind: jornal is none; did you mean \"journal\"?"),
        ("heartbeat: { url: \"ftp://x\" }", "b.yaml:4: url: the address must begin with https:// or http://"),
    ])
    func `The configuration's later parts are read as strictly`(text: String, wanted: String) throws {
        #expect(try configurationRefusal(text) == wanted)
    }

    @Test func `A feed may adapt, expect, and carry keys that stand elsewhere`() throws {
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
                    slowest: 2h
                    headers: { X-Key: "Token ${PATH}" }
                    expect: { least: 3, age: 2d }
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

    @Test func `A key that is nowhere, or an interval that cannot adapt, is refused`() throws {
        #expect(
            try refusal("feeds:\n  - { id: a, title: A, url: \"https://a.example/?k=${NO_SUCH_KEY}\" }")
                == "c.yaml:2: url: there is no credential and no environment variable NO_SUCH_KEY")
        #expect(
            try refusal(
                "feeds:\n  - { id: a, title: A, url: \"https://a.example/?k=${NO_SUCH_KEY}\", enabled: false }"
            )
                == "accepted")
        #expect(
            try refusal(
                "feeds:\n  - { id: a, title: A, url: \"https://a.example/\", interval: 1h, slowest: 10m }"
            )
            .contains("slowest"))
    }
}

@Suite struct ConfigurationTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        _ = try folder.file("c.yaml", Array("feeds: []".utf8))
    }

    @Test func `Relative paths count from the configuration's folder`() throws {
        let path = try folder.file(
            "b.yaml",
            Array(
                """
                database: data.db
                alert_log: /var/log/a.jsonl
                catalogues: [c.yaml]
                contact: ops@desk.example
                threads: 2
                exact: true
                detection: { false_alerts_per_stream_month: 0.5, minimum_stories: 4, minimum_sources: 3, cooldown: 12h }
                """.utf8))
        let configuration = try Configuration.read(path)
        #expect(configuration.database == "\(folder.path)/data.db")
        #expect(configuration.alertLog == "/var/log/a.jsonl")
        #expect(configuration.catalogues == ["\(folder.path)/c.yaml"])
        #expect(configuration.cooldown == .seconds(43200))
        #expect(configuration.minimumSources == 3)
        #expect(configuration.exact)
    }

    @Test(arguments: [
        ("alert_log: a\ncatalogues: [c.yaml]", "b.yaml:1: the key \"database\" is missing"),
        (
            "database: d\nalert_log: a\ncatalogues: []",
            "b.yaml:3: catalogues: at least one catalogue of feeds is needed"
        ),
        (
            "database: d\nalert_log: a\ncatalogues: [c.yaml]\nthreads: 0",
            "b.yaml:4: threads: \"0\" must be a whole number from 1 to 256"
        ),
        (
            "database: d\nalert_log: a\ncatalogues: [c.yaml]\ndetection: { cooldwn: 1h }",
            "b.yaml:4: unknown key \"cooldwn\"; did you mean \"cooldown\"?"
        ),
        ("databse: d", "b.yaml:1: unknown key \"databse\"; did you mean \"database\"?"),
    ])
    func `What is wrong is told with file and line`(text: String, words: String) throws {
        let path = try folder.file("b.yaml", Array(text.utf8))
        do {
            _ = try Configuration.read(path)
            Issue.record("accepted")
        } catch {
            #expect(error.description.replacing(path, with: "b.yaml") == words)
        }
    }

    @Test func `A catalogue that is not there is told with the line that names it`() throws {
        let path = try folder.file(
            "b.yaml", Array("database: d\nalert_log: a\ncatalogues:\n  - nope.yaml".utf8))
        #expect(throws: CatalogueError(path, 3, "catalogues: there is no file \(folder.path)/nope.yaml")) {
            try Configuration.read(path)
        }
    }

    @Test func `The configuration to start from is valid but for its paths`() throws {
        let text = try Fixtures.rootText("systemd/bellwether.yaml")
            .replacing("/usr/local/share/bellwether", with: Fixtures.root)
        let configuration = try Configuration.read(try folder.file("example.yaml", Array(text.utf8)))
        #expect(configuration.minimumSources == 2)
        #expect(!(try Catalogue.read(configuration.catalogues)).feeds.isEmpty)
    }

    @Test(arguments: [
        (
            "- { id: a, streams: [\"entity:ACNE\"] }",
            "can never fire: there is no entity ACNE; did you mean \"ACME\"?"
        ),
        ("- { id: a, streams: [\"topic:x\"] }", "can never fire: there is no topic x"),
        ("- { id: a, streams: [\"entity:Z*\"] }", "can never fire: no stream is like entity:Z*"),
        (
            "- { id: a, streams: [market], minimum_sources: 9 }",
            "can never fire: it wants 9 sources, and the catalogues have 1 feeds of news"
        ),
        ("- { id: a, streams: [market], sinks: [desk] }", "there is no sink desk; known are "),
        ("- { id: a, streams: [market] }\n  - { id: a, streams: [\"entity:*\"] }", "the id is taken"),
    ])
    func `A rule that can do nothing is refused`(rules: String, words: String) throws {
        let error = try #require(throws: CatalogueError.self) { try configured(rules) }
        #expect(error.description.hasSuffix("rule a: \(words)"), "\(error)")
        #expect(error.line == (words.hasPrefix("the id") ? 6 : 5))
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

    @Test func `A rule after rules that have all its streams can never apply`() throws {
        let rules =
            "- { id: all, streams: [\"entity:*\", market] }\n  - { id: acme, streams: [\"entity:ACME\"] }"
        let error = try #require(throws: CatalogueError.self) { try configured(rules) }
        #expect(
            error.description.hasSuffix(
                "rule acme: can never apply: rules before it have all of its streams"))
        let good = try configured(
            "- { id: a, streams: [market], severity: critical, sinks: [], cooldown: 2h }")
        #expect(good.rules.map(\.rule.severity) == [.critical])
        #expect(good.rules.map(\.rule.sinks) == [[]])
    }

    @Test func `A template with a field that is none is refused with its line`() throws {
        let path = try folder.file(
            "s.yaml",
            Array(
                "database: d\nalert_log: a\ncatalogues: [\(try folder.file("e.yaml", Array("feeds: []".utf8)))]\nsinks:\n  - id: desk\n    kind: ntfy\n    url: http://n/x\n    template: \"{{strem}}\""
                    .utf8))
        let error = try #require(throws: CatalogueError.self) { try Configuration.read(path) }
        #expect(error.line == 8)
        #expect(error.description.contains("there is no field {{strem}}; did you mean \"stream\"?"))
    }

    @Test func `A file of tests names what is wrong with it`() throws {
        func refusal(_ text: String) throws -> String {
            let path = try folder.file("t.yaml", Array(text.utf8))
            let error = try #require(throws: CatalogueError.self) { try RuleTestFile.read(path) }
            return error.description.replacing(path, with: "t.yaml")
        }
        #expect(try refusal("tests: []") == "t.yaml:1: tests: at least one test is needed")
        #expect(
            try refusal("tests:\n  - name: a\n    headlines:\n      - { at: today, source: s, text: t }")
                == "t.yaml:4: at: \"today\" must be a time in UTC such as 2026-03-05T09:00:00Z")
        #expect(
            try refusal(
                "tests:\n  - name: a\n    headlines: [{ at: 2026-03-05T09:00:00Z, source: s, text: t }]\n    alerts: [{ stream: x }]"
            ) == "t.yaml:4: stream: \"x\" is not a stream: write market, topic:NAME or entity:SYMBOL")
    }

    @Test func `The distance of words is that of Levenshtein`() {
        #expect(editDistance("kitten", "sitting") == 3)
        #expect(editDistance("", "abc") == 3)
        #expect(editDistance("same", "same") == 0)
    }

    @Test func `Sinks are read with their secrets, and refused in words`() throws {
        let catalogue = try folder.file("feeds.yaml", Array("feeds: []\n".utf8))
        func read(_ sinks: String) throws -> String {
            let path = try folder.file(
                "b.yaml",
                Array("database: d\nalert_log: a\ncatalogues: [\(catalogue)]\nsinks:\n\(sinks)".utf8))
            do {
                return try Configuration.read(path).sinks.map { sink in
                    guard case .post(let format, let url, let secret) = sink.destination else { return "?" }
                    return "\(sink.id) \(format) \(url) \(secret ?? "-")"
                }
                .joined(separator: "; ")
            } catch {
                return "\(error)".replacing(path, with: "b.yaml")
            }
        }
        #expect(
            try read("  - { id: desk, kind: slack, url: \"https://h.example/x\" }\n")
                == "desk slack https://h.example/x -")
        // PATH stands in for a secret: an environment variable that is there.
        #expect(
            try read("  - { id: p, kind: webhook, url: \"http://h/x\", secret: PATH }\n").hasPrefix(
                "p webhook http://h/x /"))
        #expect(
            try read("  - { id: a, kind: slak, url: \"http://h/x\" }\n")
                == "b.yaml:5: kind: slak is none; did you mean \"slack\"?")
        #expect(
            try read("  - { id: a, kind: slack, url: \"ftp://h/x\" }\n").contains("must begin with https://"))
        #expect(
            try read("  - { id: log, kind: slack, url: \"http://h/x\" }\n").contains("the id log is taken"))
        #expect(
            try read("  - { id: a, kind: webhook, url: \"http://h/x\", secret: NO_SUCH_SECRET }\n").contains(
                "there is no credential and no environment variable NO_SUCH_SECRET"))
        #expect(
            try read("  - { id: a, kind: pagerduty, url: \"http://h/x\" }\n").contains(
                "needs its routing key"))
    }
}
