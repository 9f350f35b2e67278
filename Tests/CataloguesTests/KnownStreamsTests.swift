import Domain
import Testing

@testable import Catalogues

@Suite struct KnownStreamsTests {
    private let known = KnownStreams(
        entities: [
            Entity(symbol: "TSLA", name: "Tesla", aliases: ["Tesla Motors"]),
            Entity(symbol: "BRK.B", name: "Berkshire Hathaway"),
        ], topics: ["earnings", "fraud"], feeds: ["wire"],
        others: ["entity:OLD", "entity:OLD#scandal", "population"])

    @Test(arguments: [
        "market", "topic:earnings", "topic:scandal", "entity:TSLA", "entity:BRK.B", "entity:OLD",
        "entity:TSLA#fraud", "source:wire", "*", "entity:*", "topic:*", "entity:T*", "source:*",
        "entity:*#fraud", "entity:TSLA#*", "*#earnings", "theme:*", "theme:debt ceiling", "theme:tariff*",
    ])
    func `What there is, and a pattern that matches some of it, is not absent`(text: String) throws {
        #expect(known.absence(in: try #require(StreamPattern(text))) == nil)
    }

    @Test(arguments: [
        ("entity:tsla", "there is no entity \"tsla\"; did you mean \"entity:TSLA\"?"),
        ("entity:[TSLA", "there is no entity \"[TSLA\"; did you mean \"entity:TSLA\"?"),
        ("entity:TSAL", "there is no entity \"TSAL\"; did you mean \"entity:TSLA\"?"),
        ("entity:tesla motors", "there is no entity \"tesla motors\"; did you mean \"entity:TSLA\"?"),
        ("entity:brk-b", "there is no entity \"brk-b\"; did you mean \"entity:BRK.B\"?"),
        ("entity:TSLA#earning", "there is no topic \"earning\"; did you mean \"topic:earnings\"?"),
        ("topic:Fraud", "there is no topic \"Fraud\"; did you mean \"topic:fraud\"?"),
        (
            "topic:foo",
            "there is no topic \"foo\"; there are topic:earnings, topic:fraud, topic:scandal"
        ),
        ("source:wires", "there is no feed \"wires\"; did you mean \"source:wire\"?"),
        ("entity:tsl*", "there is no stream \"entity:tsl*\"; did you mean \"entity:TSL*\"?"),
        ("topic:x*", "there is no stream \"topic:x*\""),
        ("entity:*#weather", "there is no stream \"entity:*#weather\""),
    ])
    func `What there is not is told with what is nearest`(text: String, words: String) throws {
        #expect(known.absence(in: try #require(StreamPattern(text)))?.description == words)
    }
}
