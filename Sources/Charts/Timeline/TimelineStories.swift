// The plot of stories: band, bars, the line of what was expected, and what the pointer shows.

extension TimelineDrawing {
    /// Bars with titles or links of their own; finer ones could not be pointed at.
    static let mostTargets = 100.0

    /// The share of an interval that is left free between two bars, when bars are wide enough.
    private static let barGap = 0.2

    /// The usual range as an area, in steps: an expectation is for a whole bucket.
    func drawBand(_ markup: inout Markup) {
        var area = PathData()
        for run in runs {
            area.steps(run.map { ($0.x, $0.x + $0.width, level($0, \.high)) })
            area.steps(run.reversed().map { ($0.x + $0.width, $0.x, level($0, \.low)) }, continues: true)
            area.close()
        }
        markup.path(area, ["class": "band"])
    }

    /// The mean, and the upper end of the usual range, over the bars: there they are compared.
    func drawExpected(_ markup: inout Markup) {
        for (kind, value) in [("band-edge", \Timeline.Expectation.high), ("expected", \.expected)] {
            var line = PathData()
            for run in runs { line.steps(run.map { ($0.x, $0.x + $0.width, level($0, value)) }) }
            markup.path(line, ["class": kind])
        }
    }

    private func level(_ bar: TimelineBar, _ value: KeyPath<Timeline.Expectation, Double>) -> Double {
        counts.position(bar.expected?[keyPath: value] ?? 0)
    }

    /// Stacked bars, negative stories at the bottom, where they are compared with the band.
    func drawBars(_ markup: inout Markup, _ id: String) {
        var (negative, some, others, positive, running) =
            (PathData(), PathData(), PathData(), PathData(), PathData())
        for bar in bars {
            let gap = bar.width >= 4 ? bar.width * Self.barGap : bar.width >= 2 ? 0.4 : 0
            let (x, width) = (bar.x + gap / 2, bar.width - gap)
            func add(_ path: inout PathData, from low: Double, to high: Double) {
                let top = counts.position(high)
                path.rectangle(x: x, y: top, width: width, height: counts.position(low) - top)
            }
            let middle = max(bar.total - bar.positive, bar.negative)
            add(&negative, from: 0, to: bar.leastNegative)
            add(&some, from: bar.leastNegative, to: bar.negative)
            add(&others, from: bar.negative, to: middle)
            add(&positive, from: middle, to: bar.total)
            if bar.isRunning {
                let plot = layout.stories
                running.rectangle(x: bar.x, y: plot.top, width: bar.width, height: plot.height)
            }
        }
        markup.path(running, ["class": "running"])
        markup.path(others, ["class": "bar-other"])
        markup.path(positive, ["class": "bar-positive"])
        markup.path(negative, ["class": "bar-negative"])
        markup.path(some, ["class": "bar-some"])
        markup.path(running, ["fill": "url(#\(id)-running)"])
    }

    /// Columns over the bars that show the numbers, and lead to the headlines.
    func drawTargets(_ markup: inout Markup) {
        guard Double(bars.count) <= Self.mostTargets, !bars.isEmpty else { return }
        let plot = layout.stories
        markup.element("g", ["class": "targets"]) { markup in
            for bar in bars {
                guard let bucket = bar.bucket else { continue }
                var column = PathData()
                column.rectangle(x: bar.x, y: plot.top, width: bar.width, height: plot.height)
                let words = words(of: bar, bucket)
                // By keyboard, the alerts and the table are the shorter way.
                markup.link(to: bucket.href, isTabStop: false) { markup in
                    markup.element("path", ["class": "target", "d": column.text]) { markup in
                        markup.element("title", text: words)
                    }
                }
            }
        }
    }

    private func words(of bar: TimelineBar, _ bucket: Timeline.Bucket) -> String {
        var words = "\(written(bucket.start)): \(label(bar.negative)) negative"
        if let expected = bar.expected {
            words += " (\(label(expected.low))–\(label(expected.high)) expected)"
        }
        words += " of \(counted(Int(bar.total), "story", "stories"))"
        return bar.isRunning ? words + ", still running" : words
    }

    /// The bars with an expectation, as runs without a gap.
    private var runs: [[TimelineBar]] {
        var runs: [[TimelineBar]] = []
        for bar in bars where bar.expected != nil {
            if let last = runs.last?.last, abs(last.x + last.width - bar.x) < 0.2 {
                runs[runs.count - 1].append(bar)
            } else {
                runs.append([bar])
            }
        }
        return runs
    }
}
