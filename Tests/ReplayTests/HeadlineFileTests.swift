import Domain
import Replay
import Testing

@Suite struct HeadlineFileTests {
    private static let noon = Instant(seconds: 1_772_366_400)

    @Test func `Times are taken as they are, and the headlines of a day are spread over it in their order`()
        throws
    {
        let file = try HeadlineFile(lines: [
            "date\tsource\ttext", "2026-03-01\twire\tOne", "", "2026-03-01T12:00:00Z\tdesk\tTwo",
            "2026-03-01\twire\tThree", "2026-03-01\twire\t ",
        ])
        #expect(file.headlines.map(\.text) == ["One", "Two", "Three"])
        #expect(file.headlines.map(\.source) == ["wire", "desk", "wire"])
        #expect(file.headlines.map(\.at) == [Self.noon - .seconds(43200), Self.noon, Self.noon])
    }

    @Test func `A line that is not a headline is named`() {
        #expect(throws: HeadlineFile.Flaw.tooFewFields(line: 1, count: 2)) {
            try HeadlineFile(lines: ["2026-03-01\twire"])
        }
        #expect(throws: HeadlineFile.Flaw.noDate(line: 2, text: "soon")) {
            try HeadlineFile(lines: ["date\tsource\ttext", "soon\twire\tOne"])
        }
        #expect(
            HeadlineFile.Flaw.noDate(line: 2, text: "soon").description == "2: \"soon\" is not a date")
    }
}
