import Domain
import TestSupport
import Testing

@testable import Training

@Suite struct TagDropoutTests {
    @Test(arguments: [
        (
            "$AAPL beats on #services, says @analyst", "AAPL beats on services, says analyst",
            "beats on , says"
        ),
        (
            "$QNTO - Quaint Oak declares $0.13 dividend", "QNTO - Quaint Oak declares $0.13 dividend",
            "Quaint Oak declares $0.13 dividend"
        ),
        (
            "$CCL/$RCL: Nomura sees weak bookings", "CCL/RCL: Nomura sees weak bookings",
            "Nomura sees weak bookings"
        ),
        ("$BYND up", "BYND up", "BYND up"),
        (
            "Mail a@b.example about item #1 and 5$ off", "Mail a@b.example about item #1 and 5$ off",
            "Mail a@b.example about item #1 and 5$ off"
        ),
        ("", "", ""),
    ])
    func `Signs or whole tags go, prices and addresses stay`(text: String, signs: String, tags: String) {
        #expect(TagRemoval.signs.applied(to: text) == signs)
        #expect(TagRemoval.tags.applied(to: text) == tags)
        #expect(TagRemoval.concerns(text) == (signs != text))
    }

    private func outcomes(_ dropout: TagDropout, _ text: LabeledText) -> Set<String> {
        var random = SplitMix64(seed: 1)
        return Set((0..<100).map { _ in dropout.applied(to: text, using: &random).text })
    }

    @Test func `A text loses its signs, loses its tags, or names the company, and keeps its labels`() {
        let dropout = TagDropout(share: 0.5, companies: ["AAPL": "Apple"])
        let text = LabeledText(text: "$aapl up on strong sales", sentiment: 2, topic: 4)
        #expect(
            outcomes(dropout, text) == [
                text.text, "aapl up on strong sales", "up on strong sales", "Apple up on strong sales",
            ])
        var random = SplitMix64(seed: 3)
        let changed = TagDropout(share: 1, companies: [:]).applied(to: text, using: &random)
        #expect(changed.labels == text.labels && changed.text != text.text)
    }

    @Test func `Names of labeled entities stay, and a share of zero leaves every text as it is`() {
        let named = LabeledText(
            text: "$AAPL up on strong sales", entities: [LabeledEntity(name: "AAPL", sentiment: 2)])
        #expect(
            outcomes(TagDropout(share: 1, companies: ["AAPL": "Apple"]), named) == [
                "AAPL up on strong sales", named.text,
            ])
        #expect(outcomes(TagDropout(share: 0, companies: [:]), named) == [named.text])
        let plain = LabeledText(text: "Nothing to drop here")
        #expect(outcomes(TagDropout(share: 1, companies: [:]), plain) == [plain.text])
    }

    @Test func `Companies come from the table of tickers, without their form`() throws {
        let folder = try TemporaryFolder()
        #expect(try companyNames(in: folder.path).isEmpty)
        _ = try folder.file(
            "tickers.tsv",
            Array(
                "ticker\tname\tshort\nA\tAGILENT, INC.\tAgilent\nabx\tAbacus Global Management, Inc.\t\n".utf8
            ))
        #expect(try companyNames(in: folder.path) == ["A": "Agilent", "ABX": "Abacus Global Management"])
    }
}
