import Alerting
import Domain
import TestSupport
import Testing

@testable import Monitoring

@Suite struct MetricsTests {
    private let metrics = Metrics(
        version: "1", model: "a \"model\"", sinks: ["log", "desk"], newsFeeds: ["wire"])

    private var lines: [String] { metrics.rendered().split(separator: "\n").map(String.init) }

    @Test func `Every series has help, a type and a name that says it, each once`() {
        let names = Set(
            lines.filter { !$0.hasPrefix("#") }.map { line in
                let name = String(line.prefix { $0 != "{" && $0 != " " })
                let suffix = ["_bucket", "_sum", "_count"].first(where: name.hasSuffix)
                return suffix.map { String(name.dropLast($0.count)) } ?? name
            })
        #expect(names == Set(MetricFamily.all.map(\.name)))
        for family in MetricFamily.all {
            #expect(lines.filter { $0 == "# HELP \(family.name) \(family.help)" }.count == 1)
            #expect(lines.filter { $0 == "# TYPE \(family.name) \(family.kind.rawValue)" }.count == 1)
            #expect(family.name.hasSuffix("_total") == (family.kind == .counter), "\(family.name)")
        }
        #expect(Set(lines).count == lines.count)
    }

    @Test func `The series of a family are together, below their help and type`() {
        var family = ""
        for line in lines {
            let words = line.split(separator: " ")
            if words[0] == "#", words[1] == "HELP" { family = String(words[2]) }
            #expect(words[0] == "#" ? words[2] == family : line.hasPrefix(family), "\(line)")
        }
    }

    @Test func `All series exist from the start with a zero`() {
        let series = Set(lines)
        for sink in ["log", "desk"] {
            for result in Delivery.Result.allCases {
                let name = "bellwether_deliveries_total{sink=\"\(sink)\",result=\"\(result.rawValue)\"}"
                #expect(series.contains("\(name) 0.0"), "\(name)")
            }
        }
        for state in FeedState.allCases.map(\.rawValue) + ["new"] {
            #expect(series.contains("bellwether_feeds{state=\"\(state)\"} 0.0"), "\(state)")
        }
        #expect(
            lines.filter { $0.hasPrefix("bellwether_alerts_total{") && $0.hasSuffix(" 0.0") }.count
                == Alert.Kind.allCases.count * 4)
        #expect(series.contains("bellwether_alerts_open 0.0"))
    }

    @Test func `An item that is not scored has no sentiment and counts for its feed`() {
        let foreign = AssessedItem(item: AssessedItem.sample(1).item, text: .unscored("fr"))
        #expect(lines.contains("bellwether_items_not_scored_total{feed=\"wire\"} 0.0"))
        var outcome = Pipeline.Outcome()
        outcome.items = [foreign, .sample(2)]
        let now = Instant(seconds: 1_795_426_200)
        metrics.observe(
            PollEvent(feed: "wire", outcome: outcome, wasUnchanged: false, failed: false, at: now),
            received: now)
        for line in [
            "bellwether_items_total{sentiment=\"negative\"} 1.0",
            "bellwether_items_total{sentiment=\"neutral\"} 0.0",
            "bellwether_items_total{sentiment=\"none\"} 1.0",
            "bellwether_items_not_scored_total{feed=\"wire\"} 1.0",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
    }

    @Test func `A delivery is counted under its sink`() {
        metrics.count("desk", .failed)
        metrics.count("desk", .failed)
        #expect(lines.contains("bellwether_deliveries_total{sink=\"desk\",result=\"failed\"} 2.0"))
        #expect(lines.contains("bellwether_deliveries_total{sink=\"log\",result=\"failed\"} 0.0"))
    }
}
