import Domain
import Testing

@testable import Mentions

@Suite struct CompanyNameTests {
    @Test(arguments: [
        ("Sainsbury's", "Sainsbury"), ("Sainsbury\u{2019}s", "Sainsbury"), ("Walgreens'", "Walgreens"),
        ("Apple Inc.", "Apple"), ("Apple, Inc.", "Apple"), ("Volkswagen AG", "Volkswagen"),
        ("Alibaba Group Holding Ltd", "Alibaba Group Holding"),
        ("Foxconn Technology Co., Ltd.", "Foxconn Technology"),
        ("Enel S.p.A.", "Enel"), ("Banco Santander, S.A.", "Banco Santander"), ("Tiffany & Co", "Tiffany"),
        ("The Carlyle Group", "Carlyle Group"), ("\u{201C}Ofo\u{201D}", "Ofo"), ("(Viagogo)", "Viagogo"),
        ("Nexstar - Reuters", "Nexstar"), ("Nexstar | CNBC", "Nexstar"), ("Exclusive: Nexstar", "Nexstar"),
        ("Jeweler De Grisogono", "De Grisogono"), ("Aramco IPO", "Aramco"), ("Liberty assets", "Liberty"),
        ("live Bank of England", "Bank of England"),
        ("eBay", "eBay"), ("easyJet plc", "easyJet"), ("Rolls-Royce Holdings", "Rolls-Royce Holdings"),
    ])
    func `What is around a name is cut off`(written: String, name: String) {
        #expect(CompanyName(written)?.text == name)
    }

    @Test(arguments: [
        "Agilent Technologies", "Blue Apron", "Premier Foods", "Air Berlin", "Renova Energy", "Dish Network",
        "Marks & Spencer", "Toys R Us", "AS Roma", "SA Breweries",
    ])
    func `Words that are part of a name stay`(name: String) {
        #expect(CompanyName(name)?.text == name)
    }

    @Test(arguments: [
        ["Nestle", "Nestl\u{E9}", "NESTLE SA", "Nestl\u{E9}'s"],
        ["Carlyle", "The Carlyle Group", "Carlyle Group LP"],
        ["Coca-Cola", "Coca Cola", "COCA COLA CO"], ["Marks & Spencer", "Marks and Spencer Group plc"],
        ["J.P. Morgan", "JP Morgan"], ["Moody's", "Moody's Corp"],
    ])
    func `Ways of writing one name have one key`(names: [String]) {
        #expect(Set(names.map { CompanyName($0)?.key }).count == 1)
    }

    @Test(arguments: [
        "", " ", "Inc", "The Company", "12", "'s", "S", "---", "...", "Ltd.",
        String(repeating: "Long ", count: 40),
    ])
    func `What is no name has none`(written: String) {
        #expect(CompanyName(written) == nil)
    }

    /// Whatever pieces a text is made of.
    private static func written(_ seed: UInt64) -> String {
        let pieces = [
            "Acme", "ACME", "Nestl\u{E9}", "de", "The", "Group", "Holdings", "Inc", "Inc.", "Co", "Co.,",
            "Ltd", "S.A.", "AG",
            "&", "'s", "\u{2019}s", "'", "\"", "-", "|", ":", "Exclusive:", "live", "IPO", "Technologies",
            "(", ")", "$",
            "\u{65E5}\u{672C}", "\u{1F600}", "3", "/", ",", "s", "eBay", "\u{A0}", "e\u{301}",
        ]
        var random = SplitMix64(seed: seed)
        let count = Int.random(in: 1...6, using: &random)
        return (0..<count).map { _ in
            let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
            return Bool.random(using: &random) ? piece + " " : piece
        }.joined()
    }

    @Test func `A name in its form stays as it is`() {
        var names = 0
        for seed in 0..<4000 {
            let written = Self.written(UInt64(seed))
            guard let name = CompanyName(written) else { continue }
            names += 1
            #expect(CompanyName(name.text) == name, "\(written)")
        }
        #expect(names > 2000)
    }

    /// A name as companies have them.
    private static func plain(_ seed: UInt64) -> String {
        let words = [
            "Acme", "Nestl\u{E9}", "Group", "Technologies", "eBay", "3M", "J.P.", "B&Q", "Foods", "O'Reilly",
            "\u{65E5}\u{672C}",
        ]
        var random = SplitMix64(seed: seed)
        let count = Int.random(in: 1...4, using: &random)
        return (0..<count).map { _ in words[Int.random(in: 0..<words.count, using: &random)] }
            .joined(separator: " ")
    }

    @Test func `A possessive, a legal form and a publisher do not change which name it is`() {
        var names = 0
        for seed in 0..<4000 {
            guard let name = CompanyName(Self.plain(UInt64(seed))) else { continue }
            names += 1
            for tail in ["'s", "\u{2019}s", " Inc", " Corp.", ", Ltd.", " PLC", " - Reuters", " | CNBC"] {
                #expect(CompanyName(name.text + tail)?.key == name.key, "\(name.text)\(tail)")
            }
            for head in ["The ", "Exclusive: ", "\""] {
                #expect(CompanyName(head + name.text)?.key == name.key, "\(head)\(name.text)")
            }
        }
        #expect(names > 2000)
    }

    @Test func `A name has letters, no blanks at its ends, and a bounded length`() {
        for seed in 0..<4000 {
            guard let name = CompanyName(Self.written(UInt64(seed))) else { continue }
            for text in [name.text, name.key] {
                #expect(text.first?.isWhitespace == false && text.last?.isWhitespace == false)
                #expect(text.contains(where: \.isLetter) && text.count <= CompanyName.longest)
            }
        }
    }
}
