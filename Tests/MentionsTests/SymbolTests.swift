import Domain
import Testing
import Tokenization

@testable import Mentions

@Suite struct SymbolTests {
    private let gazetteer = Gazetteer([
        Entity(symbol: "AAPL", name: "Apple", ambiguous: ["Apple": 0.8]),
        Entity(symbol: "BRK.B", name: "Berkshire Hathaway"),
        Entity(symbol: "ON", name: "onsemi", ambiguous: ["ON": 0.001]),
        Entity(symbol: "NVDA", name: "Nvidia"), Entity(symbol: "T", name: "AT&T"),
        Entity(symbol: "M", name: "Macy's"),
        Entity(symbol: "CAT", name: "Caterpillar", ambiguous: ["CAT": 0.1]),
    ])

    private func symbols(_ text: String) -> [String] {
        gazetteer.mentions(in: Tokenizer.title(of: text)).compactMap(\.symbol)
    }

    @Test(arguments: [
        ("$BRK.B slides 4%", "BRK.B"), ("BRK.B falls", "BRK.B"), ("BRK-B, BRK/B fall", "BRK.B"),
        ("Buffett trims $BRK.B.", "BRK.B"), ("$aapl crashes", "AAPL"), ("Why I sold $AAPL!", "AAPL"),
        ("$brk.b slides", "BRK.B"), ("Short ($ON) now", "ON"), ("Chip maker (NASDAQ: ON) falls", "ON"),
        ("Carrier (NYSE:T) raises prices", "T"), ("NVDA beats again", "NVDA"),
        ("CAT shares slide", "CAT"), ("Machinery maker (CAT) cuts outlook", "CAT"),
    ])
    func `A symbol is found in each form that names it`(text: String, symbol: String) {
        #expect(symbols(text) == [symbol])
    }

    @Test(arguments: [
        "$5 a share", "$US climbs as A$ falls", "US$M 40", "WHAT IS ON TONIGHT", "Turn it ON today",
        "CAT scan misses tumor", "T cells fight cancer", "M and S",
    ])
    func `A symbol that may be something else is none`(text: String) {
        #expect(symbols(text).isEmpty)
    }
}
