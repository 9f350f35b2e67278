import Domain

// What a time line says in words, and in numbers.

extension TimelineDrawing {
    /// The whole picture in a few sentences.
    var description: String {
        let span = "\(written(time.from)) to \(written(time.to)) UTC"
        guard !bars.isEmpty else { return "No stories from \(span)." }
        let total = bars.reduce(0) { $0 + $1.total }
        let negative = bars.reduce(0) { $0 + $1.negative }
        var words = "From \(span)"
        if bars.allSatisfy({ $0.bucket != nil }) {
            words += ": \(label(negative)) negative of \(counted(Int(total), "story", "stories"))"
        }
        words += "."
        if let peak = bars.max(by: { $0.negative < $1.negative }), peak.negative > 0 {
            words += " At most \(label(peak.negative)) negative per \(inWords(timeline.bucketLength))"
            if let bucket = peak.bucket { words += ", at \(written(bucket.start))" }
            if let expected = peak.expected { words += ", where \(label(expected.expected)) were expected" }
            words += "."
        }
        if !flags.placed.isEmpty { words += " \(counted(flags.placed.count, "alert", "alerts"))." }
        if !events.isEmpty { words += " \(counted(events.count, "adverse event", "adverse events"))." }
        return words
    }
}

extension Timeline {
    /// The numbers of each bucket in the span, from the first to the last.
    ///
    /// Columns of what the time line does not have are left out.
    public func table() -> ChartTable {
        let scale = TimeScale(from: from, to: to, width: .greatestFiniteMagnitude)
        let bars = TimelineBar.bars(self, on: scale)
        let hasExpectation = bars.contains { $0.expected != nil }
        let hasPrice = prices.contains { $0.price?.isFinite ?? false }
        let hasAlerts = flags.contains { scale.contains($0.at) }
        let hasEvents = events.contains { scale.contains($0.at) }
        var rest = prices[...]
        let rows = bars.compactMap { bar -> [String]? in
            guard let bucket = bar.bucket else { return nil }
            let end = bucket.start + bucketLength
            func isInside(_ at: Instant) -> Bool { at >= bucket.start && at < end }
            let counts = [bar.negative, bar.total - bar.negative - bar.positive, bar.positive]
            var row = [written(bucket.start) + (bar.isRunning ? " (still running)" : "")]
            row += counts.map { label($0) }
            if hasExpectation {
                row.append(bar.expected.map { label($0.expected) } ?? "–")
                row.append(bar.expected.map { "\(label($0.low))–\(label($0.high))" } ?? "–")
            }
            if hasPrice {
                rest = rest.drop { $0.at < bucket.start }
                let last = rest.prefix { $0.at < end }.last { $0.price?.isFinite ?? false }
                row.append(last?.price.map { label($0, decimals: 4) } ?? "–")
            }
            if hasAlerts {
                row.append(flags.filter { isInside($0.at) }.map(\.label).joined(separator: "; "))
            }
            if hasEvents {
                row.append(
                    events.filter { isInside($0.at) }.map { "\($0.kind): \($0.title)" }.joined(
                        separator: "; "))
            }
            return row
        }
        return ChartTable(
            header: ["Time (UTC)", "Negative", "Other", "Positive"]
                + (hasExpectation ? ["Expected negative", "Usual range"] : [])
                + (hasPrice ? ["Price" + (priceUnit.map { " (\($0))" } ?? "")] : [])
                + (hasAlerts ? ["Alerts"] : []) + (hasEvents ? ["Events"] : []),
            rows: rows)
    }
}
