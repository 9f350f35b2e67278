import Domain
import FoundationEssentials
import TestSupport
import Testing

@Suite struct AlertRecordTests {
    private static let full: Alert = {
        var alert = Alert.sample(
            headlines: [
                .init(
                    title: "Acme \"falls\"", link: nil, score: -0.5, words: ["falls"], risks: [.probe])
            ])
        alert.risks = [.probe, .insolvency]
        alert.name = "Acme Corp"
        alert.context.quote = .init(symbol: "ACME", price: 10.5, change1h: -0.5, change1d: nil)
        return alert
    }()

    private func read(_ json: String) throws -> Alert {
        try JSONDecoder().decode(AlertRecord.self, from: Data(json.utf8)).alert
    }

    @Test func `An alert's JSON has the fields of the contract`() throws {
        #expect(
            try jsonLine(AlertRecord(Self.full))
                == #"{"at":"2026-11-23T09:30:00Z","baseline_share":0.25,"blind_sources":[],"expected":0.5,"explanation":"why","false_alarms_per_month":0.01,"headlines":[{"link":null,"novelty":null,"risks":["probe"],"score":-0.5,"title":"Acme \"falls\"","words":["falls"]}],"id":"a1","joined":[],"kind":"negative-spike","late":null,"name":"Acme Corp","observed":5,"quote":{"change_1d":null,"change_1h":-0.5,"price":10.5,"symbol":"ACME"},"ranking":null,"risks":["probe","insolvency"],"rule":null,"sequence":0,"severity":"warning","share":1,"similar":[],"sources":2,"state":"firing","stories":5,"stream":"entity:ACME","surprise_bits":20.5,"theme":null,"told_by":null,"touched":[],"usefulness":null,"window":"2h"}"#
        )
    }

    @Test func `What is written is read back`() throws {
        var alert = Self.full.next(at: Instant(milliseconds: 1_795_426_200_279))
        alert.kind = .share
        alert.rule = "desk"
        alert.joined = [.entityTopic("A", topic: "legal"), .market]
        alert.touched = [.topic("oil")]
        alert.toldBy = "a9"
        alert.theme = .init(
            terms: ["tariff", "steel tariff"], began: Instant(milliseconds: 1_795_426_100_279),
            companies: [.init(symbol: "ACME", name: "Acme", stories: 2)], sources: ["reuters.com"])
        alert.context.blindSources = ["wire"]
        alert.context.similar = [
            .init(id: "a0", at: Instant(milliseconds: 5), stream: .topic("oil"), title: "Oil spills")
        ]
        alert.context.usefulness = 0.5
        alert.context.ranking = "because"
        alert.measures.window = .seconds(3 * 86400)
        for state in [Alert.State.firing, .resolved] {
            alert.state = state
            #expect(try read(jsonLine(AlertRecord(alert))) == alert)
        }
    }

    @Test func `An alert of version 0.1 has nothing of what came later`() throws {
        let alert = try read(
            #"{"id":"a1","sequence":1,"at":"2026-11-23T09:30:00Z","stream":"entity:ACME","kind":"negative-spike","severity":"warning","state":"resolved","window":"2h","observed":5,"expected":0.5,"baseline_share":0.25,"share":1,"surprise_bits":20.5,"false_alarms_per_month":0.01,"stories":5,"sources":2,"headlines":[{"title":"Acme","link":null,"score":-0.5,"words":[]}],"quote":null,"explanation":"why"}"#
        )
        #expect(
            alert.sequence == 1 && alert.name == nil && alert.joined.isEmpty
                && alert.touched.isEmpty && alert.toldBy == nil
                && alert.context == Alert.Context())
        #expect(alert.headlines.map(\.novelty) == [nil])
        #expect(alert.risks.isEmpty && alert.headlines.allSatisfy(\.risks.isEmpty))
    }

    @Test func `A type of risk that only a newer version knows is left out`() throws {
        let json = try jsonLine(AlertRecord(Self.full))
        let newer = json.replacing(#"["probe","insolvency"]"#, with: #"["meteorite","insolvency"]"#)
        #expect(newer != json)
        #expect(try read(newer).risks == [.insolvency])
    }

    @Test(arguments: [
        (#""at":"2026-11-23T09:30:00Z""#, #""at":"yesterday""#), (#""entity:ACME""#, #""planet:MARS""#),
        (#""negative-spike""#, #""nice""#), (#""window":"2h""#, #""window":"two hours""#),
        (#""observed":5"#, #""observed":"five""#),
    ])
    func `A record with a value that cannot be is refused`(_ good: String, _ bad: String) throws {
        let json = try jsonLine(AlertRecord(Self.full))
        #expect(json.contains(good))
        #expect(throws: DecodingError.self) { try read(json.replacing(good, with: bad)) }
    }
}
