import Detection
import Domain
import FoundationEssentials
import History
import SQLiteHistory
import TestSupport
import Testing

@testable import Monitoring

/// What is known of words is committed with the items that taught it, and survives a kill.
@Suite struct StoredThemesTests {
    /// 2027-01-21, 00:00 UTC.
    private static let start = Instant(seconds: 1_800_489_600)
    private static let day: Duration = .seconds(86400)
    private static let taught = 50
    private let folder: TemporaryFolder
    private var path: String { "\(folder.path)/history.db" }

    init() throws { folder = try TemporaryFolder() }

    private static func word(_ number: Int) -> String {
        let syllables = ["bra", "cle", "dro", "fli", "gru", "pla", "sto", "tre", "vil", "zon", "nak", "mup"]
        return (0..<3).map { syllables[number / [1, 12, 144][$0] % 12] }.joined()
    }

    private static func title(_ number: Int, _ kind: String) -> String {
        "\(word(number * 37)) \(kind) \(word(number * 101 + 5)) \(word(number * 59 + 7))"
    }

    /// Fifty calm days of three feeds.
    private func calm() async throws -> FedPipeline {
        var world = try await FedPipeline(path, since: Self.start)
        for number in 0..<Self.taught * 3 {
            let at = Self.start + .seconds(number * 28800)
            for place in 0..<3 {
                let kind = ["meets", "profit", "fraud", "meets"][(number + place) % 4]
                world.publish(
                    [.init(title: Self.title(number * 3 + place, kind), date: at.rfc3339)], in: number % 3)
            }
            await world.poll(number % 3, at: at + .seconds(30))
        }
        return world
    }

    /// A part of a crisis: bad news with a word of its own, from all feeds.
    private func crisis(_ stories: Range<Int>, in world: inout FedPipeline) async {
        for place in stories {
            let at = Self.start + Self.day * Self.taught + .seconds(place * 3600)
            world.publish(
                [
                    .init(
                        title:
                            "Lorvex outbreak fraud \(Self.word(place * 311 + 3)) \(Self.word(place * 173))",
                        date: at.rfc3339)
                ], in: place % 3)
            await world.poll(place % 3, at: at + .seconds(30))
        }
    }

    /// Files as a kill leaves them.
    private func copied(to name: String) throws -> String {
        let copy = "\(folder.path)/\(name).db"
        for ending in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: path + ending, toPath: copy + ending)
        }
        return copy
    }

    @Test func `A theme whose first stories came before a kill is told as it would have been`() async throws {
        var world = try await calm()
        #expect(world.alerts.allSatisfy { $0.stream.kind != .theme })
        await crisis(0..<2, in: &world)
        #expect(world.alerts.allSatisfy { $0.stream.kind != .theme })
        let copy = try copied(to: "killed")
        var again = try await FedPipeline(copy, since: Self.start, after: world)
        await crisis(2..<8, in: &world)
        await crisis(2..<8, in: &again)
        let (told, retold) = (world.themes, again.themes)
        #expect(told.count == 1 && told.first?.state == .firing)
        #expect(told.map(\.id) == retold.map(\.id) && told.map(\.theme) == retold.map(\.theme))
        let settings = DetectionSettings()
        let first = try await Detector.stored(settings, from: world.history, path: path)
        let second = try await Detector.stored(settings, from: again.history, path: copy)
        #expect(first.themes == second.themes && first.themes.termCount > 100)
        #expect(first.hasOpenAlerts && second.hasOpenAlerts)
    }

    @Test func `A state of words that cannot be read is named with what to do`() async throws {
        let history = try SQLiteHistory.open(path, as: .daemon)
        var commit = Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) }
        commit.words = [WordState(name: "term:tariff", json: "{")]
        try await history.commit(commit)
        let error = await #expect(throws: CorruptWordState.self) {
            try await Detector.stored(DetectionSettings(), from: history, path: "/h.db")
        }
        #expect(
            error?.description
                == "the database /h.db has an unreadable row \"term:tariff\" in theme_state; delete the row to relearn it"
        )
    }
}

extension FedPipeline {
    fileprivate var themes: [Alert] { alerts.filter { $0.stream.kind == .theme } }
}
