import Domain
import Testing

@Suite struct InstantTests {
    @Test func `Every day of four centuries comes back from its civil date`() {
        for day in stride(from: -200_000, through: 200_000, by: 7) {
            let instant = Instant(seconds: Int64(day) * 86400 + 3661)
            let time = CivilTime(instant)
            #expect(time.daysSinceEpoch == day)
            #expect((time.hour, time.minute, time.second) == (1, 1, 1))
            if time.year >= 1 { #expect(time.instant == instant) }
        }
    }

    @Test func `Times are written as RFC 3339 in UTC`() {
        #expect(Instant(milliseconds: 0).rfc3339 == "1970-01-01T00:00:00Z")
        #expect(Instant(milliseconds: 1_709_210_096_007).rfc3339 == "2024-02-29T12:34:56.007Z")
        #expect(Instant(milliseconds: -1).rfc3339 == "1969-12-31T23:59:59.999Z")
    }

    @Test(arguments: [
        CivilTime(year: 2023, month: 2, day: 29), CivilTime(year: 2024, month: 13, day: 1),
        CivilTime(year: 2024, month: 4, day: 31), CivilTime(year: 2024, month: 1, day: 1, hour: 25),
        CivilTime(year: 0, month: 1, day: 1),
    ])
    func `A date that there is not has no instant`(time: CivilTime) {
        #expect(time.instant == nil)
    }
}

@Suite struct StreamTests {
    @Test func `A stream's name leads back to it`() {
        for stream in [Stream.market, .topic("earnings"), .entity("BRK.B"), .entity("a:b")] {
            #expect(Stream(name: stream.name) == stream)
        }
        for name in ["", "markets", "topic:", "entity:", "company:ACME"] {
            #expect(Stream(name: name) == nil)
        }
    }
}

@Suite struct AlertTests {
    @Test func `An alert's JSON has the fields of the contract`() throws {
        let alert = Alert(
            id: "a1", sequence: 0, at: "2026-11-23T09:30:00Z", stream: "entity:ACME", kind: "negative-spike",
            severity: .warning, state: .firing, window: "2h", observed: 5, expected: 0.5, baselineShare: 0.25,
            share: 1,
            surpriseBits: 20.5, falseAlarmsPerMonth: 0.01, stories: 5, sources: 2,
            headlines: [.init(title: "Acme \"falls\"", link: nil, score: -0.5, words: ["falls"])],
            quote: .init(symbol: "ACME", price: 10.5, change1h: -0.5, change1d: nil), explanation: "why")
        #expect(
            try jsonLine(alert)
                == #"{"at":"2026-11-23T09:30:00Z","baseline_share":0.25,"expected":0.5,"explanation":"why","false_alarms_per_month":0.01,"headlines":[{"link":null,"score":-0.5,"title":"Acme \"falls\"","words":["falls"]}],"id":"a1","kind":"negative-spike","observed":5,"quote":{"change_1d":null,"change_1h":-0.5,"price":10.5,"symbol":"ACME"},"sequence":0,"severity":"warning","share":1,"sources":2,"state":"firing","stories":5,"stream":"entity:ACME","surprise_bits":20.5,"window":"2h"}"#
        )
    }
}

@Suite struct TokenBatchTests {
    /// Two texts: `Royal Mail falls` as five tokens and the frame, `up` as one.
    private var batch: TokenBatch {
        var batch = TokenBatch()
        batch.ids = [101, 1, 2, 3, 4, 5, 102, 101, 6, 102]
        batch.wordIndices = [-1, 0, 1, 1, 2, 2, -1, -1, 0, -1]
        batch.offsets = [0, 7, 10]
        batch.words = [["Royal", "Mail", "falls"], ["up"]]
        return batch
    }

    @Test func `A name is found by its words in any case`() {
        #expect(batch.words(of: 0, named: ["royal", "MAIL"]) == 0..<2)
        #expect(batch.words(of: 0, named: ["falls"]) == 2..<3)
        #expect(batch.words(of: 0, named: ["mail", "royal"]) == nil)
        #expect(batch.words(of: 1, named: ["up", "and", "away"]) == nil)
        #expect(batch.words(of: 1, named: []) == nil)
    }

    @Test func `The tokens of words are counted over the whole batch`() {
        #expect(batch.rows(of: 0, words: 0..<2) == 1..<4)
        #expect(batch.rows(of: 1, words: 0..<1) == 8..<9)
        #expect(batch.rows(of: 1, words: 3..<4) == nil)
    }
}
