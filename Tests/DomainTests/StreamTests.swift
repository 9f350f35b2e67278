import Domain
import FoundationEssentials
import Testing

@Suite struct StreamTests {
    private static let all: [Domain.Stream] = [
        .market, .topic("earnings"), .topic("a#b"), .entity("BRK.B"), .entity("a:b"),
        .entityTopic("A", topic: "legal"), .theme("debt ceiling"), .source("wire"),
    ]

    @Test func `Every stream is read back from its name`() throws {
        for stream in Self.all {
            #expect(Domain.Stream(name: stream.name) == stream)
            let json = try JSONEncoder().encode([stream])
            #expect(String(decoding: json, as: UTF8.self) == "[\"\(stream.name)\"]")
            #expect(try JSONDecoder().decode([Domain.Stream].self, from: json) == [stream])
        }
        #expect(Set(Self.all.map(\.kind)) == Set(Domain.Stream.Kind.allCases), "a kind is not covered")
    }

    @Test(arguments: [
        "", "markets", "topic:", "entity:", "entity:#x", "entity:A#", "source:", "theme:", "ACME", "x:y",
    ])
    func `Anything else is not a stream`(_ name: String) {
        #expect(Domain.Stream(name: name) == nil)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Domain.Stream].self, from: Data("[\"\(name)\"]".utf8))
        }
    }

    @Test
    func `Only streams about companies have a symbol; their topics are narrowest, the market is widest`() {
        #expect(Self.all.map(\.symbol) == [nil, nil, nil, "BRK.B", "a:b", "A", nil, nil])
        let counted = Domain.Stream.Kind.allCases.filter { $0.properties.prior != nil }
        #expect(counted.min { $0.width < $1.width } == .entityTopic)
        #expect(counted.max { $0.width < $1.width } == .market)
    }
}
