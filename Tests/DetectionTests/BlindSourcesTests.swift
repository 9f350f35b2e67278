import Detection
import Domain
import Testing

@Suite struct BlindSourcesTests {
    private static let noon = Instant(seconds: 1_795_435_200)

    private func feed(_ id: String, blindFor time: Duration) -> BlindFeed {
        BlindFeed(
            id: id, title: "The \(id)", state: .walled, since: Self.noon - time, evidence: "a login page")
    }

    @Test func `A feed that has been blind for half an hour alerts once, and resolves when it works again`() {
        let wire = feed("wire", blindFor: .seconds(1800))
        let fired = Alert.blindSources(
            [wire, feed("blog", blindFor: .seconds(1799))], open: [], at: Self.noon)
        #expect(fired.map(\.stream) == [.source("wire")])
        #expect(fired.map(\.kind) == [.sourceBlind] && fired.map(\.state) == [.firing])
        #expect(
            fired.first?.explanation
                == "The wire has been walled since 2026-11-23T11:30:00Z: a login page. News from it is being missed."
        )
        #expect(Alert.blindSources([wire], open: fired, at: Self.noon + .seconds(60)).isEmpty)
        let ended = Alert.blindSources([], open: fired, at: Self.noon + .seconds(90))
        #expect(ended.map(\.id) == fired.map(\.id) && ended.map(\.sequence) == [1])
        #expect(ended.map(\.state) == [.resolved])
    }
}
