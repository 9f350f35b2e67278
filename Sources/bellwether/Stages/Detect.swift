import ArgumentParser
import Surges

struct Detect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find surges in a series of counts or rates, online.",
        discussion: """
            Reads CSV whose header has the columns timestamp and value (a count or a rate per interval), in order of time, \
            and prints the same rows with a column anomaly_score in [0, 1). Each row is scored using only the rows before it. \
            A score of 0.5 or more is news: the row, or the last 1, 4 or 16 hours together, are far above what the last days \
            taught. What was news is not told again for 24 hours (its score stays below 0.5) unless it is more than twice as far \
            out. There is nothing to set: the interval is the median of the first 64 steps, and those rows score 0. Where rows \
            are more than an hour apart, an hour is a row.

            It finds surges only: no drops, no flat lines, no changes of shape or season. Values that are negative or missing \
            (empty, NaN, NA, null) count as 0; so do rows that are missing. A timestamp without a zone is UTC.

            --explain adds verdict (quiet, news or told), surprise (1.35 and more is a surge), z_row, z_1h, z_4h and z_16h \
            (how many deviations the row and the sums of the last hours are above the usual), and reason, the one that is \
            furthest out.
            """)

    @Argument(help: "A CSV file, or - for standard input.") var file = "-"
    @Flag(help: "Add columns that say what a score is made of.") var explain = false

    func run() async throws {
        try await Failure.reported {
            var rows = ScoredRows(explains: explain)
            // Rows before one that cannot be read are printed.
            defer { rows.write() }
            var input = try InputLines(file)
            guard let header = try input.next(beforeReading: {}) else {
                throw Failure.badData("\(file): there is no header row")
            }
            var table = try CountTable(
                header: String(decoding: input.bytes[header], as: UTF8.self), path: file, line: input.number)
            rows.add(header: input.bytes[header])
            var detector = SurgeDetector()
            while let line = try input.next(beforeReading: { rows.write() }) {
                guard !line.isEmpty else { continue }
                let row = try table.row(input.bytes, line, line: input.number)
                rows.add(input.bytes[line], detector.score(row.value, at: row.time))
            }
        }
    }
}
