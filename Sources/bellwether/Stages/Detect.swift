import ArgumentParser
import Detection
import Domain
import Parsing

struct Detect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find anomalies in a series of counts, online.",
        discussion: """
            Reads CSV whose header has the columns timestamp and value (a count per interval), and prints the same rows with \
            a column anomaly_score in [0, 1]. Each row is scored using only the rows before it. A score of 0.5 is expected \
            about once a fortnight; higher scores are rarer.
            """)

    @Argument(help: "A CSV file, or - for standard input.") var file = "-"

    func run() async throws {
        try await Failure.reported {
            let rows = try readLines(file)
            guard let header = rows.first else { throw Failure.badData("\(file): there is no header row") }
            let names = fields(header.hasPrefix("\u{FEFF}") ? String(header.dropFirst()) : header).map {
                $0.lowercased()
            }
            guard let timeColumn = names.firstIndex(of: "timestamp"),
                let valueColumn = names.firstIndex(of: "value")
            else {
                throw Failure.badData(
                    "\(file):1: the header must have the columns timestamp and value; it has \(names.joined(separator: ", "))"
                )
            }
            var detector = CountSeriesDetector()
            printLine("\(header),anomaly_score")
            for (index, row) in rows.enumerated().dropFirst() where !row.isEmpty {
                let fields = fields(row)
                guard max(timeColumn, valueColumn) < fields.count else {
                    throw Failure.badData(
                        "\(file):\(index + 1): \(fields.count) fields, \(names.count) expected")
                }
                guard let time = parseDate(fields[timeColumn]) else {
                    throw Failure.badData("\(file):\(index + 1): no timestamp: \(fields[timeColumn])")
                }
                guard let value = Double(fields[valueColumn]), value.isFinite else {
                    throw Failure.badData("\(file):\(index + 1): no number: \(fields[valueColumn])")
                }
                let score = detector.score(value, at: time)
                printLine("\(row),\((score * 1e6).rounded() / 1e6)")
            }
        }
    }

    /// The fields of a row, without blanks around them, and without quotes behind or before such blanks.
    private func fields(_ row: String) -> [String] {
        csvFields(of: row).map { field in
            String(
                field.drop { $0 == " " || $0 == "\"" }.reversed().drop { $0 == " " || $0 == "\"" }.reversed())
        }
    }
}
