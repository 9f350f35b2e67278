import Domain
import Testing

@testable import Mentions

@Suite struct ListedNamesTests {
    private func symbol(_ name: String, _ listings: [Listing], _ preferred: Set<String> = []) -> String? {
        CompanyName(name).flatMap {
            ListedNames(listings, preferring: preferred) { ["premier", "gap"].contains($0) }.symbol(
                of: $0.key)
        }
    }

    @Test(arguments: [
        ("ZEMBLA FOODS CORP", "Zembla Foods"), ("Zembla Foods, Inc. - Common Stock", "Zembla Foods"),
        ("Zembla Foods, Inc. Common Stock", "Zembla Foods's"), ("Zembla Foods SA/ADR", "Zembla Foods"),
        ("Zembla Foods plc American Depositary Shares", "Zembla Foods Group"),
        ("Zembla Foods Ltd. Class A Ordinary Shares", "ZEMBLA FOODS"), ("Zembla, Inc.", "Zembla"),
    ])
    func `A name means the company of that name, its legal form and the kind of security left out`(
        listed: String, name: String
    ) {
        #expect(symbol(name, [Listing(symbol: "ZMB", name: listed)]) == "ZMB")
    }

    @Test func `A name that only begins like a company's, or is a common word, means none`() {
        #expect(symbol("Zembla", [Listing(symbol: "ZMB", name: "Zembla Foods Inc")]) == nil)
        #expect(symbol("Zembla Foods Bank", [Listing(symbol: "ZMB", name: "Zembla Foods Inc")]) == nil)
        #expect(symbol("Premier", [Listing(symbol: "PINC", name: "Premier, Inc.")]) == nil)
        #expect(symbol("Premier Foods", [Listing(symbol: "PFD", name: "Premier Foods plc")]) == "PFD")
    }

    @Test func `A name of two companies means neither; two securities of one company are one`() {
        let shares = [
            Listing(symbol: "ZMBW", name: "Zembla Inc Warrants", cik: 7),
            Listing(symbol: "ZMB", name: "ZEMBLA INC", cik: 7),
            Listing(symbol: "ZMB-A", name: "Zembla Inc", cik: 7),
        ]
        #expect(symbol("Zembla", shares) == "ZMB")
        #expect(symbol("Zembla", shares, ["ZMB-A"]) == "ZMB-A")
        #expect(symbol("Zembla", shares + [Listing(symbol: "ZEM", name: "Zembla Corp", cik: 8)]) == nil)
        #expect(
            symbol("Zembla", shares + [Listing(symbol: "ZMB", name: "Zembla Corp. - Common Stock")]) == "ZMB")
    }

    @Test func `Funds are nobody`() {
        #expect(symbol("Zembla Income", [Listing(symbol: "ZI", name: "Zembla Income", isFund: true)]) == nil)
    }
}
