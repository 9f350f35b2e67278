import Domain
import Foundation
import TestSupport
import Testing

/// The contract of the command line.
@Suite struct CommandTests {
    @Test func `Tokenize prints ids and tokens a line`() async throws {
        let result = try await Program.run(["tokenize"], input: Array("Profit falls\n\n".utf8))
        #expect(result.status == 0)
        #expect(
            result.output == """
                {"ids":[101,5618,4212,102],"tokens":["[CLS]","profit","falls","[SEP]"]}
                {"ids":[101,102],"tokens":["[CLS]","[SEP]"]}

                """)
    }

    @Test func `A text in another language is not scored`() async throws {
        let result = try await Program.run(
            ["score"], input: Array("Perte record pour EDF au premier semestre\n".utf8))
        #expect(result.status == 0, "\(result.errors)")
        let line = try #require(result.lines.first)
        #expect(line["language"] as? String == "fr")
        #expect(line["sentiment"] is NSNull && line["score"] is NSNull && line["topic"] is NSNull)
        #expect(line["adverse"] is NSNull && line["risks"] is NSNull)
    }

    @Test func `Entities shows each name with its evidence and the decision`() async throws {
        let result = try await Program.run(["entities", "--text", "Apple growers lose crop, says Deere"])
        #expect(result.status == 0, "\(result.errors)")
        let line = try #require(result.lines.first)
        let entities = try #require(line["entities"] as? [[String: Any]])
        #expect(entities.map { $0["symbol"] as? String } == ["AAPL", "DE"])
        #expect(entities.map { $0["meant"] as? Bool } == [false, true])
        let evidence = try #require(entities.first?["evidence"] as? [String: Double])
        #expect((evidence["opposition"] ?? 0) < 0 && evidence["prior"] != nil)
    }

    @Test func `Score prints the fields of the contract`() async throws {
        let text = "Apple shares plunge after profit warning"
        let result = try await Program.run(["score", "--threads", "1"], input: Array("\(text)\n".utf8))
        #expect(result.status == 0, "\(result.errors)")
        let line = try #require(result.lines.first)
        #expect(
            Set(line.keys) == [
                "text", "sentiment", "negative", "neutral", "positive", "score", "topic", "topics",
                "attention", "entities", "left_early", "language", "adverse", "risks",
            ])
        #expect((0...1).contains(line["adverse"] as? Double ?? -1))
        #expect((line["risks"] as? [String: Double])?.count == 12)
        #expect(line["text"] as? String == text)
        #expect(line["sentiment"] as? String == "negative")
        let parts = ["negative", "neutral", "positive"].compactMap { line[$0] as? Double }
        #expect((parts.reduce(0, +) - 1).magnitude < 1e-5)
        #expect(((line["score"] as? Double ?? 9) - (parts[2] - parts[0])).magnitude < 1e-5)
        let topics = try #require(line["topics"] as? [String: Double])
        #expect(topics.count == 20)
        #expect(topics.max { $0.value < $1.value }?.key == line["topic"] as? String)
        let attention = try #require(line["attention"] as? [[String: Any]])
        #expect(attention.compactMap { $0["word"] as? String } == text.split(separator: " ").map(String.init))
        #expect((attention.compactMap { $0["weight"] as? Double }.reduce(0, +) - 1).magnitude < 1e-4)
        let entity = try #require((line["entities"] as? [[String: Any]])?.first)
        #expect(entity["symbol"] as? String == "AAPL")
        #expect(
            Set(entity.keys) == [
                "name", "symbol", "sentiment", "negative", "neutral", "positive", "adverse", "relevance",
            ])
        #expect((0...(line["adverse"] as? Double ?? 0)).contains(entity["adverse"] as? Double ?? -1))
    }

    @Test func `Scores do not change with threads, and --brief leaves out the rest`() async throws {
        let texts = Array(
            (try Fixtures.text("encoder/sentences.txt")).split(separator: "\n").prefix(40).joined(
                separator: "\n"
            ).utf8)
        let one = try await Program.run(["score", "--threads", "1"], input: texts)
        let two = try await Program.run(["score", "--threads", "2"], input: texts)
        #expect(one.output == two.output)
        let brief = try await Program.run(["score", "--brief"], input: texts)
        #expect(
            Set(brief.lines[0].keys) == [
                "text", "language", "sentiment", "negative", "neutral", "positive", "score", "topic",
                "adverse", "risks",
            ])
    }

    @Test func `Scores in fp32 are those in int8, nearly`() async throws {
        let texts = Array(
            "Profit falls sharply\nShares jump on record sales\nThe meeting is on Tuesday\n".utf8)
        let fast = try await Program.run(["score", "--brief", "--precision", "int8"], input: texts)
        let exact = try await Program.run(["score", "--brief", "--precision", "fp32"], input: texts)
        #expect(fast.lines.count == 3)
        for (a, b) in zip(fast.lines, exact.lines) {
            #expect(a["sentiment"] as? String == b["sentiment"] as? String)
            #expect(((a["score"] as? Double ?? 9) - (b["score"] as? Double ?? -9)).magnitude < 0.05)
        }
        #expect(try await Program.run(["score", "--precision", "int4"], input: texts).status == 64)
    }

    @Test func `Bench measures what it says, on texts that are given`() async throws {
        let texts = Array("Profit falls\nShares rise on strong demand\n\n".utf8)
        let result = try await Program.run(["bench", "-", "--threads", "2"], input: texts)
        #expect(result.status == 0, "\(result.errors)")
        let machine = try #require(result.lines.first)
        #expect(machine["texts"] as? Int == 2)
        #expect((machine["int8_peak_gops_per_core"] as? Double ?? 0) > 0)
        let rates = result.lines.filter { $0["batch"] != nil }
        #expect(rates.compactMap { $0["threads"] as? Int } == [1, 1, 2, 2])
        #expect(rates.allSatisfy { ($0["sentences_per_second"] as? Double ?? 0) > 0 })
        let steps = result.lines.filter { $0["share_of_time"] != nil }
        #expect((steps.compactMap { $0["share_of_time"] as? Double }.reduce(0, +) - 1).magnitude < 0.01)
        #expect(try await Program.run(["bench", "-"], input: Array("\n".utf8)).status == 65)
    }

    /// Counts every five minutes from a midnight on, with a burst.
    private func counts(_ number: Int, burst: Int) -> [String] {
        (0..<number).map { row in
            let time = Instant(seconds: 1_767_225_600 + Int64(row) * 300).rfc3339
            return "\(time),\(row == burst ? 90 : 3 + row % 3)"
        }
    }

    @Test func `Detect adds a column to the rows as they are`() async throws {
        let rows = counts(120, burst: 110)
        let result = try await Program.run(
            ["detect", "-"], input: Array((["timestamp,value"] + rows).joined(separator: "\r\n").utf8))
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "timestamp,value,anomaly_score")
        #expect(zip(lines.dropFirst(), rows).allSatisfy { $0.hasPrefix($1 + ",") })
        let scores = lines.dropFirst().compactMap { $0.split(separator: ",").last.flatMap { Double($0) } }
        #expect(scores.count == 120)
        #expect(scores.enumerated().max { $0.element < $1.element }?.offset == 110)
        let quoted = try await Program.run(
            ["detect"],
            input: Array(
                "name,timestamp,value\n\"Acme, Inc.\",\"2026-01-05\", \"3\"\n\"a \"\"b\"\"\",2026-01-06,4\n"
                    .utf8))
        #expect(quoted.status == 0, "\(quoted.errors)")
        #expect(quoted.output.split(separator: "\n").count == 3)
        for (input, words) in [
            ("", "-: there is no header row"), ("time,value\n", "the columns timestamp and value"),
            ("timestamp,value\nyesterday,3\n", "-:2: no timestamp: yesterday"),
            ("timestamp,value\n2026-01-05,many\n", "-:2: no number: many"),
            ("timestamp,value\n2026-01-05\n", "-:2: 1 fields"),
            ("timestamp,value\n2026-01-05,1\n2026-01-04,1\n", "-:3: the time 2026-01-04T00:00:00Z is before"),
            ("timestamp,value\n" + String(repeating: "1", count: 3 << 20), "-:2: the line is longer than"),
        ] {
            let refused = try await Program.run(["detect"], input: Array(input.utf8))
            #expect(refused.status == 65)
            #expect(refused.errors.contains(words), "\(refused.errors)")
        }
    }

    @Test func `Detect explains news, tells it once, and finds no drop`() async throws {
        var rows = counts(600, burst: 400)
        rows[401] = rows[401].split(separator: ",")[0] + ",95"
        rows[410] = rows[410].split(separator: ",")[0] + ",-7"
        let result = try await Program.run(
            ["detect", "--explain"],
            input: Array((["\u{FEFF}timestamp,value"] + rows).joined(separator: "\n").utf8))
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(
            lines[0].dropFirst(2) == [
                "anomaly_score", "verdict", "surprise", "z_row", "z_1h", "z_4h", "z_16h", "reason",
            ])
        #expect(lines.allSatisfy { $0.count == 10 })
        #expect(lines[401][3] == "news" && lines[401][9].contains(" instead of "))
        #expect(lines[402][3] == "told" && (Double(lines[402][2]) ?? 1) < 0.5)
        #expect(lines.dropFirst(64).count { $0[3] == "news" } == 1)
        #expect(lines[411][2] != "0.0" && (Double(lines[411][5]) ?? 0) < 0)
    }

    @Test func `Score takes an entity, named in the text or not`() async throws {
        let result = try await Program.run(
            ["score", "--entity", "Zumtobel AG"],
            input: Array("Zumtobel AG falls\nNothing of it here\n\n".utf8))
        #expect(result.status == 0)
        for line in result.lines {
            let entities = try #require(line["entities"] as? [[String: Any]])
            #expect(entities.first?["name"] as? String == "Zumtobel AG")
            #expect(entities.first?["symbol"] is NSNull)
        }
    }

    @Test func `Invalid UTF-8, NUL and endless lines are scored, not fatal`() async throws {
        let input: [UInt8] =
            [0xFF, 0xFE, 0, 10] + [UInt8](repeating: 97, count: 100_000) + [10] + Array("ok ok".utf8)
        let result = try await Program.run(["score", "--brief"], input: input)
        #expect(result.status == 0)
        #expect(result.lines.count == 3)
    }

    @Test func `Parse prints a feed's entries`() async throws {
        let path = "\(Fixtures.root)/Tests/Fixtures/feeds/rss-plain.xml"
        let result = try await Program.run(["parse", path, "--url", "https://origin.example/feeds/all.xml"])
        #expect(result.status == 0)
        #expect(result.output == (try Fixtures.text("feeds/rss-plain.xml.golden")))
    }

    @Test(
        arguments: [
            (["parse", "/nowhere.xml"], 66, "bellwether: cannot read /nowhere.xml: there is no such file\n"),
            (["parse", "/dev/null"], 65, "bellwether: the body is empty\n"),
            (["score", "/nowhere.txt"], 66, "bellwether: cannot read /nowhere.txt: there is no such file\n"),
            (
                ["check", "--config", "/nowhere.yaml"], 78,
                "bellwether: /nowhere.yaml: cannot be read; is the path right and the file readable?\n"
            ),
            (
                ["run", "--config", "/nowhere.yaml"], 78,
                "bellwether: /nowhere.yaml: cannot be read; is the path right and the file readable?\n"
            ),
            (
                ["fetch", "ftp://x.example/"], 65,
                "bellwether: ftp://x.example/ is not an http or https address\n"
            ),
            (["exit", "/nowhere", "/dev/null", "--data", "/nowhere"], 66, nil),
            (["exit", "--layers", "0", "a", "b", "--data", "c"], 64, nil),
            (["evaluate", "--data", "/nowhere"], 66, nil), (["score", "--threads", "0"], 64, nil),
            (["evaluate", "--data", "/nowhere", "--threads", "0"], 64, nil),
            (["quantize", "a", "b", "--data", "c", "--corpora", "unknown"], 64, nil),
            (["nonsense"], 64, nil),
            (["score", "--weights", "/etc/os-release"], 65, nil),
            (["parse", "/tmp"], 66, "bellwether: cannot read /tmp: it is a folder\n"),
        ] as [([String], Int32, String?)])
    func `A failure has the exit code and the words of the contract`(
        arguments: [String], status: Int32, words: String?
    ) async throws {
        let result = try await Program.run(arguments)
        #expect(result.status == status)
        #expect(result.output.isEmpty)
        #expect(!result.errors.isEmpty)
        if let words { #expect(result.errors == words) }
    }

    @Test func `A damaged weights file is refused in words`() async throws {
        let folder = try TemporaryFolder()
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Fixtures.weights)))
        bytes[bytes.count / 2] ^= 1
        let flipped = try folder.file("flipped", bytes)
        let result = try await Program.run(["score", "--weights", flipped], input: Array("x\n".utf8))
        #expect(result.status == 65)
        #expect(result.errors.contains("damaged"))
        let short = try folder.file("short", Array(bytes.prefix(bytes.count / 2)))
        #expect(try await Program.run(["score", "--weights", short]).status == 65)
    }

    @Test func `A malformed row stops training with file and line before it starts`() async throws {
        let folder = try TemporaryFolder()
        let encoder = try folder.file("model.safetensors", [])
        let vocabulary = try folder.file("vocab.txt", Array("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n".utf8))
        for (text, words) in [
            (
                "text\tsentiment\nfine\tneutral\nbad\tangry\n",
                "phrasebank.tsv:3: \"angry\" is not a valid sentiment"
            ),
            ("text\tsentiment\nonly one field\n", "phrasebank.tsv:2: 1 fields where the header has 2"),
            ("sentence\tsentiment\n", "phrasebank.tsv:1: no column text; the header has sentence, sentiment"),
        ] {
            _ = try folder.file("phrasebank.tsv", Array(text.utf8))
            let result = try await Program.run([
                "train", "--data", folder.path, "--encoder", encoder, "--vocabulary", vocabulary, "--output",
                "\(folder.path)/w",
            ])
            #expect(result.status == 65)
            #expect(result.errors == "bellwether: \(folder.path)/\(words)\n")
        }
    }

    @Test func `The manual page names every command`() async throws {
        let page = try Fixtures.rootText("man/bellwether.1")
        let help = try await Program.run(["--help"]).output
        let list = try #require(help.components(separatedBy: "SUBCOMMANDS:").last)
        let commands = list.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split { " ,".contains($0) }.first.map(String.init) }.filter { $0 != "See" }
        #expect(commands.count > 20)
        for command in commands {
            #expect(page.contains(" \(command) ") || page.contains(" \(command)\n"), "\(command)")
        }
    }

    @Test func `The configuration in effect is printed without its secrets`() async throws {
        let folder = try TemporaryFolder()
        let catalogue = try folder.file(
            "c.yaml", Array("feeds: []\nentities: [{ symbol: BA, name: Boeing }]".utf8))
        let config = try folder.file(
            "b.yaml",
            Array(
                "database: d.db\nalert_log: a\ncatalogues: [\(catalogue)]\nrules: [{ id: r, streams: [\"entity:BA\"], cooldown: 2h }]\nsinks: [{ id: s, kind: slack, url: \"https://hooks.example/T0/SECRET\" }]"
                    .utf8))
        let result = try await Program.run(["config", "dump", "--config", config])
        #expect(result.status == 0, "\(result.errors)")
        let line = try #require(result.lines.first)
        #expect(line["database"] as? String == "\(folder.path)/d.db")
        #expect((line["detection"] as? [String: Any])?["minimum_stories"] as? Int == 3)
        #expect((line["rules"] as? [[String: Any]])?.first?["cooldown"] as? String == "2h")
        #expect((line["sinks"] as? [[String: Any]])?.first?["url"] as? String == "https://hooks.example/…")
        #expect(!result.output.contains("SECRET"))
        let whole = try await Program.run(["config", "dump", "--addresses", "--config", config])
        let again = try folder.file("again.yaml", Array(whole.output.utf8))
        #expect(
            try await Program.run(["config", "dump", "--addresses", "--config", again]).output == whole.output
        )
        #expect(try await Program.run(["config", "dump", "--config", "/nowhere.yaml"]).status == 78)
    }
}
