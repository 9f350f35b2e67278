import Domain
import History

/// Streams as rows of a table.
enum StreamRows {
    /// A row.
    static func row(_ summary: StreamSummary, _ span: Span, _ visit: Visit) -> [String: Any] {
        [
            "name": summary.stream.inWords(name: summary.name),
            "link": visit.link(to: summary.stream, span: span),
            "stories": Numbers.grouped(summary.stories), "negative": Numbers.grouped(summary.negative),
            "positive": Numbers.grouped(summary.positive), "expected": Numbers.brief(summary.expected),
            "bits": Numbers.brief(summary.peakBits), "isSurprising": summary.peakBits >= 9,
        ]
    }

    /// The table of some streams.
    static func table(_ summaries: [StreamSummary]) -> Table {
        var table = Table(
            "streams", ["stream", "name", "stories", "negative", "positive", "expected", "peak_bits"])
        for summary in summaries {
            table.add([
                .text(summary.stream.name), Cell(summary.name), .whole(summary.stories),
                .whole(summary.negative), .whole(summary.positive), Cell(summary.expected),
                Cell(summary.peakBits),
            ])
        }
        return table
    }
}
