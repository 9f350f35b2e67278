import Domain
import Testing

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
                == #"{"at":"2026-11-23T09:30:00Z","baseline_share":0.25,"blind_sources":[],"expected":0.5,"explanation":"why","false_alarms_per_month":0.01,"headlines":[{"link":null,"novelty":null,"score":-0.5,"title":"Acme \"falls\"","words":["falls"]}],"id":"a1","joined":[],"kind":"negative-spike","observed":5,"quote":{"change_1d":null,"change_1h":-0.5,"price":10.5,"symbol":"ACME"},"ranking":null,"rule":null,"sequence":0,"severity":"warning","share":1,"similar":[],"sources":2,"state":"firing","stories":5,"stream":"entity:ACME","surprise_bits":20.5,"usefulness":null,"window":"2h"}"#
        )
    }
}
