import Domain
import Replay
import Testing

@Suite struct HeadlineFileTests {
    private static let noon = Instant(seconds: 1_772_366_400)

    @Test func `Times are taken as they are, and the headlines of a day are spread over it`() throws {
        let file = try HeadlineFile(lines: [
            "date\tsource\ttext", "2026-03-01\twire\tOne", "", "2026-03-01T12:00:00Z\tdesk\tTwo",
            "2026-03-01\twire\tThree", "2026-03-01\twire\t ",
        ])
        #expect(file.headlines.map(\.text) == ["One", "Two", "Three"])
        #expect(file.headlines.map(\.source) == ["wire", "desk", "wire"])
        #expect(file.headlines[1].at == Self.noon)
        #expect(
            Set([file.headlines[0].at, file.headlines[2].at]) == [Self.noon - .seconds(43200), Self.noon])
        #expect(file.headlines.map(\.hasTime) == [false, true, false])
    }

    @Test func `The order of a day comes from the texts, and not from the file`() throws {
        let rows = (0..<20).map { "2026-03-01\twire\tHeadline \($0)" }
        let times = try times(rows)
        #expect(try self.times(rows.reversed()) == times)
        #expect(try self.times(rows, order: 1) != times)
        #expect(Set(times.values).count == rows.count)
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

    private func times(_ rows: [String], order: UInt64 = 0) throws -> [String: Instant] {
        let headlines = try HeadlineFile(lines: rows, order: order).headlines
        return Dictionary(uniqueKeysWithValues: headlines.map { ($0.text, $0.at) })
    }
}
