import Domain
import Testing

@testable import bellwether

@Suite struct CountTableTests {
    /// The rows of a text whose first line is the header.
    private func rows(_ text: String) throws -> [CountTable.Row] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var table = try CountTable(header: String(lines[0]), path: "f.csv", line: 1)
        return try lines.dropFirst().enumerated().map { index, line in
            let bytes = Array("x\(line)y".utf8)
            return try table.row(bytes, 1..<bytes.count - 1, line: index + 2)
        }
    }

    private func refusal(_ text: String) -> String? {
        do {
            _ = try rows(text)
            return nil
        } catch {
            return Failure(error).message
        }
    }

    @Test func `Columns are found by their names, wherever they are`() throws {
        let read = try rows(
            "\u{FEFF}name, Value ,\"TIMESTAMP\"\nAcme,3,2026-01-05 00:05:00\n\"a, b\", \"4\" ,2026-01-05T00:10Z"
        )
        #expect(read.map(\.value) == [3, 4])
        #expect(read.map(\.time.rfc3339) == ["2026-01-05T00:05:00Z", "2026-01-05T00:10:00Z"])
    }

    @Test(arguments: [
        "0", "7", "007", "1.5", "0.1", "123456789.012345", "999999999999999", "1234567890123456",
        "0.000000000000001",
        "1e3", "-2", "+5", "2.5e-3", "0x10", "12.75",
    ])
    func `Numbers are read to the last bit`(number: String) throws {
        #expect(try rows("timestamp,value\n2026-01-05,\(number)")[0].value == Double(number))
    }

    @Test(arguments: ["", " ", "\"\"", "NaN", "nan", "NA", "n/a", "NULL", "None", "\\N"])
    func `A value that is missing is 0`(value: String) throws {
        #expect(try rows("timestamp,value\n2026-01-05,\(value)")[0].value == 0)
    }

    @Test(arguments: [
        ("time,value", "f.csv:1: the header must have the columns timestamp and value; it has time, value"),
        ("timestamp,value\nyesterday,3", "f.csv:2: no timestamp: yesterday"),
        ("timestamp,value\n2026-01-05,3\n2026-01-06,many", "f.csv:3: no number: many"),
        ("timestamp,value\n2026-01-05,inf", "f.csv:2: no number: inf"),
        ("timestamp,value\n2026-01-05,1..5", "f.csv:2: no number: 1..5"),
        ("timestamp,value\n2026-01-05,.", "f.csv:2: no number: ."),
        ("timestamp,value\n2026-01-05", "f.csv:2: 1 fields, 2 expected"),
        ("timestamp,value\n2026-01-05 00:00:00,1,234", "f.csv:2: 3 fields, 2 expected"),
        ("timestamp,value\n2026-02-30 00:00:00,1", "f.csv:2: no timestamp: 2026-02-30 00:00:00"),
        (
            "timestamp,value\n2026-01-05 01:00:00,1\n2026-01-05 00:59:59,1",
            "f.csv:3: the time 2026-01-05T00:59:59Z is before that of the row above, 2026-01-05T01:00:00Z; sort the rows by time, in UTC"
        ),
    ])
    func `What cannot be read is refused with its line`(text: String, message: String) {
        #expect(refusal(text) == message)
    }
}
