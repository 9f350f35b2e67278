import Domain
import Testing

@testable import Catalogues

@Suite struct ListingFileTests {
    private func read(_ text: String) throws -> ListingFile {
        try ListingFile(Array(text.utf8), path: "list")
    }

    private func refusal(_ text: String) -> String {
        refusal(Array(text.utf8))
    }

    private func refusal(_ bytes: [UInt8]) -> String {
        do {
            _ = try ListingFile(bytes, path: "list")
            return "read"
        } catch {
            return error.description
        }
    }

    private static let companies = """
        {"0":{"cik_str":1045810,"ticker":"NVDA","title":"NVIDIA CORP"},"10":{"cik_str":3,"ticker":"C","title":"C Inc"},
         "1":{"cik_str":320193,"ticker":"AAPL","title":"Apple Inc."}}
        """
    private static let exchanges = """
        {"fields":["cik","name","ticker","exchange"],"data":[[1045810,"NVIDIA CORP","NVDA","Nasdaq"],
         [1,"Otc Co","OTCC",null]]}
        """
    private static let nasdaq = """
        Symbol|Security Name|Market Category|Test Issue|Financial Status|Round Lot Size|ETF|NextShares\r
        AAPL|Apple Inc. - Common Stock|Q|N|N|100|N|N\r
        AAXJ|iShares MSCI All Country Asia ex Japan ETF|G|N|N|100|Y|N\r
        ZAZZT|Tick Pilot Test Stock|G|Y|N|100|N|N\r
        File Creation Time: 1126202603:01|||||||\r

        """
    private static let other = """
        ACT Symbol|Security Name|Exchange|CQS Symbol|ETF|Round Lot Size|Test Issue|NASDAQ Symbol
        A|Agilent Technologies, Inc. Common Stock|N|A|N|100|N|A
        File Creation Time: 1126202603:01||||||
        """
    private static let tabs = """
        ticker\tname\tshort\tcik\texchange\tetf
        A\tAGILENT TECHNOLOGIES, INC.\tAgilent Technologies\t1090872\tNYSE\tN
        AA\tAlcoa Corp\t\t\t\t
        """

    @Test func `The lists of the SEC are read in their order, in either form`() throws {
        #expect(try read(Self.companies).listings.map(\.symbol) == ["NVDA", "AAPL", "C"])
        #expect(
            try read(Self.companies).listings[1] == Listing(symbol: "AAPL", name: "Apple Inc.", cik: 320193))
        let second = try read(Self.exchanges)
        #expect(
            second.listings == [
                Listing(symbol: "NVDA", name: "NVIDIA CORP", exchange: "Nasdaq", cik: 1_045_810),
                Listing(symbol: "OTCC", name: "Otc Co", cik: 1),
            ])
    }

    @Test func `The lists of Nasdaq are read without their test issues, funds marked`() throws {
        let listed = try read(Self.nasdaq).listings
        #expect(listed.map(\.symbol) == ["AAPL", "AAXJ"] && listed.map(\.isFund) == [false, true])
        #expect(
            try read(Self.other).listings == [
                Listing(symbol: "A", name: "Agilent Technologies, Inc. Common Stock", exchange: "N")
            ])
    }

    @Test func `A list between tabs has the columns that its header names`() throws {
        #expect(
            try read(Self.tabs).listings == [
                Listing(
                    symbol: "A", name: "AGILENT TECHNOLOGIES, INC.", short: "Agilent Technologies",
                    exchange: "NYSE",
                    cik: 1_090_872),
                Listing(symbol: "AA", name: "Alcoa Corp"),
            ])
        #expect(try read("\u{FEFF}symbol\tname\nA\tB\n\n").listings == [Listing(symbol: "A", name: "B")])
    }

    @Test func `Of a symbol that comes twice the first counts, and another name is told`() throws {
        let list = try read("ticker\tname\nA\tAlpha\nB\tBeta\nA\tAlpha\nB\tOmega\n")
        #expect(list.listings.map(\.name) == ["Alpha", "Beta"] && list.repeated == ["B"])
    }

    @Test func `A row without a symbol is left out and told, if nearly all others have one`() throws {
        let good = (1...40).map { "S\($0)\tName \($0)\n" }.joined()
        let list = try read("ticker\tname\n\(good)FILE CREATION TIME: 0731\t\n")
        #expect(list.listings.count == 40)
        #expect(list.skipped.map(\.description) == ["list:42: \"FILE CREATION TIME: 0731\" is not a symbol"])
    }

    @Test(arguments: [
        ("", "list: the list is empty"), ("\n\n", "list: the list is empty"),
        ("ticker\tname\n", "list: the list contains no securities"),
        ("{}", "list: the list contains no securities"),
        (
            "a\tb\nc\td\n",
            "list:1: the first line must name the columns; \"symbol\" or \"ticker\" and \"name\" are needed"
        ),
        ("ticker\tname\nA\tB\nC\n", "list:3: expected 2 columns, found 1"),
        ("ticker\tname\nA B\tC\n", "list:2: \"A B\" is not a symbol"),
        ("ticker\tname\nA\t\n", "list:2: A has no name, or one that is too long"),
        (
            "Symbol|Security Name\nA|B\n",
            "list:2: the list is truncated: its last line must begin with \"File Creation Time\""
        ),
        ("Symbol|Security Name\nA|B|C\nFile Creation Time: 1", "list:2: expected 2 columns, found 3"),
        ("{\"0\":{\"ticker\":\"A\"", "list: the list is not valid JSON or is truncated"),
        ("{\"fields\":[\"cik\"],\"data\":[]}", "list:1: the list needs the fields \"ticker\" and \"name\""),
        ("{\"fields\":[\"name\",\"ticker\"],\"data\":[[\"A\"]]}", "list:1: expected 2 fields, found 1"),
        (
            "{\"a\":1}",
            "list: the list is not one of the SEC's: it needs objects with \"ticker\" and \"title\", or \"fields\" and \"data\""
        ),
    ])
    func `What is wrong with a list is said with its line`(text: String, words: String) {
        #expect(refusal(text) == words)
    }

    @Test func `A list that is no text, or is too large, is refused`() {
        #expect(refusal([0x74, 0xFF, 0x09]) == "list: the list is not UTF-8 text")
        let large = [UInt8](repeating: 0x41, count: ListingFile.largest + 1)
        #expect(refusal(large).hasSuffix("larger than 33554432 bytes"))
    }

    @Test func `A list that is cut off anywhere is refused or shorter, and never a crash`() throws {
        for whole in [Self.companies, Self.exchanges, Self.nasdaq, Self.other, Self.tabs] {
            let bytes = Array(whole.utf8)
            let all = try ListingFile(bytes, path: "list").listings.count
            for end in bytes.indices {
                let cut = try? ListingFile(Array(bytes[..<end]), path: "list")
                #expect((cut?.listings.count ?? 0) <= all)
            }
        }
    }
}
