import Domain
import FoundationEssentials
import TestSupport
import Testing

@testable import Catalogues

@Suite struct ConfigurationTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `Relative paths count from the configuration's folder`() throws {
        let configuration = try folder.configuration(
            """
            contact: ops@desk.example
            threads: 2
            exact: true
            detection: { false_alerts_per_stream_month: 0.5, minimum_stories: 4, minimum_sources: 3, cooldown: 12h }
            """)
        #expect(configuration.database == "\(folder.path)/d")
        #expect(configuration.alertLog == "\(folder.path)/a")
        #expect(configuration.catalogues == ["\(folder.path)/feeds.yaml"])
        #expect(configuration.detection.sensitivity.cooldown == .seconds(43200))
        #expect(configuration.detection.sensitivity.minimumSources == 3)
        #expect(configuration.exact)
    }

    @Test func `The address of a database on a server is no path`() throws {
        _ = try folder.file("feeds.yaml", Array("feeds: []".utf8))
        for scheme in ["postgres", "postgresql"] {
            let address = "\(scheme)://me@one,two/news?target_session_attrs=read-write"
            let text = "database: \"\(address)\"\nalert_log: a\ncatalogues: [feeds.yaml]"
            let file = try folder.file("server.yaml", Array(text.utf8))
            #expect(try Configuration.read(file).database == address)
        }
    }

    @Test func `Without a section its defaults hold, which Domain has`() throws {
        let configuration = try folder.configuration("")
        #expect(configuration.detection.sensitivity == Sensitivity())
        #expect(
            configuration
                == Configuration(
                    database: "\(folder.path)/d", alertLog: "\(folder.path)/a",
                    catalogues: ["\(folder.path)/feeds.yaml"]))
    }

    @Test(arguments: [
        ("alert_log: a\ncatalogues: [feeds.yaml]", "b.yaml:1: the key \"database\" is missing"),
        (
            "database: d\nalert_log: a\ncatalogues: []",
            "b.yaml:3: catalogues: at least one catalogue of feeds is needed"
        ),
        (
            "database: d\nalert_log: a\ncatalogues:\n  - nope.yaml",
            "b.yaml:4: catalogues: there is no file {folder}/nope.yaml"
        ),
        (
            "databse: d",
            """
            b.yaml:1: unknown key "databse"; did you mean "database"?
            b.yaml:1: the key "alert_log" is missing
            b.yaml:1: the key "catalogues" is missing
            """
        ),
    ])
    func `What is required is named where it is missing`(text: String, words: String) throws {
        _ = try folder.file("feeds.yaml", Array("feeds: []\n".utf8))
        let path = try folder.file("b.yaml", Array(text.utf8))
        let error = try #require(throws: CatalogueError.self) { try Configuration.read(path) }
        #expect(
            error.description.replacing(path, with: "b.yaml")
                == words.replacing("{folder}", with: folder.path))
    }

    @Test(arguments: [
        ("retention: { maximum_age: 400d, maximum_size: 20GB }", "accepted"),
        ("metrics_port: 9464", "accepted"),
        ("heartbeat: { url: \"https://hc.example/x\", every: 10m }", "accepted"),
        ("threads: 0", "b.yaml:4: threads: \"0\" must be a whole number from 1 to 256"),
        ("contact: 5", "b.yaml:4: contact: \"5\" must be an email or web address"),
        ("exact: yes", "b.yaml:4: exact: \"yes\" must be true or false"),
        ("detection: { cooldwn: 1h }", "b.yaml:4: unknown key \"cooldwn\"; did you mean \"cooldown\"?"),
        (
            "detection: { false_alerts_per_stream_month: 31 }",
            "b.yaml:4: false_alerts_per_stream_month: \"31\" must be a number from 0.0001 to 30"
        ),
        (
            "retention: { maximum_age: 1d }",
            "b.yaml:4: maximum_age: \"1d\" must be a time from 7d to 36500d, such as 30s, 5m, 2h or 1d"
        ),
        (
            "retention: { maximum_size: big }",
            "b.yaml:4: maximum_size: \"big\" must be a size such as 500MB or 20GB"
        ),
        (
            "heartbeat: { url: \"ftp://x\" }",
            "b.yaml:4: url: \"ftp://x\" must be an http or https address"
        ),
    ])
    func `A value is read strictly`(text: String, words: String) throws {
        #expect(try folder.refusal(ofConfiguration: text) == words)
    }

    @Test func `A path that cannot be a file is refused, and one in a missing folder is hinted at`() throws {
        func read(_ database: String, _ log: String) throws -> (refusal: String, hints: [String]) {
            _ = try folder.file("feeds.yaml", Array("feeds: []\n".utf8))
            let path = try folder.file(
                "p.yaml",
                Array("database: \(database)\nalert_log: \(log)\ncatalogues: [feeds.yaml]\n".utf8))
            var hints: [String] = []
            do throws(CatalogueError) {
                _ = try Configuration.read(path) { hints.append($0.problem) }
                return ("accepted", hints)
            } catch {
                return (error.mistakes.map(\.problem).joined(separator: "; "), hints)
            }
        }
        #expect(try read("d", "d").refusal == "alert_log: must not be the database")
        let manager = FileManager.default
        _ = try folder.file("there.db", [])
        try manager.createSymbolicLink(
            atPath: "\(folder.path)/link", withDestinationPath: "\(folder.path)/there.db")
        try manager.createSymbolicLink(atPath: "\(folder.path)/here", withDestinationPath: folder.path)
        for (database, log, words) in [
            ("d", "./d", "alert_log: must not be the database"),
            ("d", "here/d", "alert_log: must not be the database"),
            ("there.db", "link", "alert_log: must not be the database"),
            ("d", "d-wal", "alert_log: must not be a file of the database"),
            ("d", "p.yaml", "alert_log: must not be the configuration itself"),
            ("p.yaml", "a", "database: must not be the configuration itself"),
            ("d", "feeds.yaml", "alert_log: must not be a catalogue"),
            ("here/feeds.yaml", "a", "database: must not be a catalogue"),
            ("d", "here", "alert_log: \(folder.path)/here is a folder; give the path of a file"),
        ] {
            #expect(try read(database, log).refusal == words)
        }
        #expect(try read("here/d", "here/a").hints.isEmpty, "a link to a folder is a folder")
        #expect(try read("d", "/").refusal == "alert_log: / is a folder; give the path of a file")
        #expect(try read("d", "a").hints.isEmpty)
        let missing = try read("d", "/nowhere/a")
        #expect(missing.refusal == "accepted")
        #expect(missing.hints == ["alert_log: there is no folder /nowhere"])
    }

    @Test func `Names of before still work, with a hint`() throws {
        var hints: [String] = []
        let configuration = try folder.configuration(
            "retention: { age: 30d, size: 5GB }\nattention: { mute: true }"
        ) { hints.append($0.problem) }
        #expect(configuration.retention.age == .seconds(30 * 86400))
        #expect(configuration.retention.bytes == 5_000_000_000)
        #expect(configuration.ranking.mutes)
        #expect(hints.count == 3)
        #expect(hints.contains("\"attention\" is now \"ranking\"; the old name still works"))
    }
}
