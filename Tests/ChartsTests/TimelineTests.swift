import Charts
import Domain
import Testing

@Suite struct TimelineTests {
    @Test func `A time line has a name, a description, and the role of a group for its links`() throws {
        let drawing = try #require(Drawing(SampleCharts.timeline.svg(id: "t")))
        let svg = try #require(drawing.elements.first)
        #expect(svg.attributes["role"] == "group")
        #expect(svg.attributes["aria-labelledby"] == "t-title")
        #expect(svg.attributes["aria-describedby"] == "t-desc")
        #expect(drawing.all("title").first?.text == "Blackridge Bank, stories by half hour")
        let description = try #require(drawing.all("desc").first?.text)
        #expect(description.contains("At most 12 negative per 30 min, at 2026-11-26 11:00"), "\(description)")
    }

    @Test func `A time line without links is an image`() throws {
        var timeline = SampleCharts.timeline
        timeline.flags = []
        for index in timeline.buckets.indices { timeline.buckets[index].href = nil }
        let drawing = try #require(Drawing(timeline.svg(id: "t")))
        #expect(drawing.elements.first?.attributes["role"] == "img")
        #expect(drawing.all("a").isEmpty)
    }

    @Test func `Every bucket lies in the frame`() throws {
        for days in [1, 7, 30, 365] {
            var timeline = SampleCharts.timeline
            timeline.from = timeline.to - .seconds(days * 86400)
            timeline.buckets = (-3..<days * 48 + 3).map {
                .init(
                    start: timeline.from + .seconds($0 * 1800), negative: $0 & 7, positive: 2, others: $0 & 3)
            }
            timeline.closed = [timeline.from - .seconds(9000)..<timeline.to + .seconds(9000)]
            let drawing = try #require(Drawing(timeline.svg(id: "t")))
            for path in drawing.all("path") where path.attributes["class"]?.hasPrefix("bar") ?? false {
                for point in (path.attributes["d"] ?? "").matches(of: /M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)/)
                {
                    let (x, y) = (Double(point.1) ?? -1, Double(point.2) ?? -1)
                    let (width, height) = (Double(point.3) ?? -1, Double(point.4) ?? -1)
                    #expect(x >= 0 && x + width <= 1120 && y >= 0 && y + height <= 400)
                }
            }
        }
    }

    @Test func `More buckets than pixels are drawn as the least and the most of each column`() throws {
        var timeline = Timeline(
            title: "A year", from: SampleCharts.now - .seconds(365 * 86400), to: SampleCharts.now,
            bucketLength: .seconds(1800))
        timeline.buckets = (0..<365 * 48).map {
            .init(
                start: timeline.from + .seconds($0 * 1800), negative: $0 == 9000 ? 40 : $0 % 3, positive: 1,
                others: 1, expected: .init(low: 0, expected: 1, high: 2))
        }
        let svg = timeline.svg(id: "y")
        #expect(svg.utf8.count < 110_000)
        #expect(svg.contains("bar-some"))
        let drawing = try #require(Drawing(svg))
        #expect(drawing.all("desc").first?.text.contains("At most 40 negative") ?? false)
        #expect(timeline.table().rows.count == 365 * 48)
    }

    @Test func `A time line without stories says so in its frame`() throws {
        let timeline = Timeline(
            title: "Empty", from: SampleCharts.now - SampleCharts.day, to: SampleCharts.now,
            bucketLength: .seconds(1800))
        let drawing = try #require(Drawing(timeline.svg(id: "t")))
        #expect(drawing.all("text").contains { $0.text == "No stories in this time" })
        #expect(drawing.all("text").contains { $0.text == "Stories per 30 min" })
    }

    @Test func `Labels of flags that are close together do not overlap`() throws {
        var timeline = SampleCharts.timeline
        timeline.flags = (0..<6).map {
            .init(
                at: timeline.from + .seconds(40_000 + $0 * 300), label: "11:4\($0) critical",
                href: "/alerts/\($0)",
                title: "Alert \($0)", isCritical: true)
        }
        let drawing = try #require(Drawing(timeline.svg(id: "t")))
        let labels = drawing.all("text").filter { $0.text.hasSuffix(" critical") }
        #expect(labels.count == 3)
        #expect(Set(labels.compactMap { $0.attributes["y"] }).count == 3)
        #expect(drawing.all("a").count { $0.attributes["href"]?.hasPrefix("/alerts") ?? false } == 6)
    }

    @Test func `The price has gaps where there is none`() throws {
        let drawing = try #require(Drawing(SampleCharts.timeline.svg(id: "t")))
        let line = drawing.all("path").first { $0.attributes["class"] == "price" }
        #expect(line?.attributes["d"]?.count { $0 == "M" } == 2)
        #expect(drawing.all("text").contains { $0.text == "Price (EUR)" })
    }

    @Test func `A price between two gaps is a dot`() throws {
        var timeline = SampleCharts.timeline
        timeline.prices = [
            .init(at: timeline.from, price: 4), .init(at: timeline.from + .seconds(60), price: nil),
            .init(at: timeline.from + .seconds(3600), price: 5),
        ]
        let drawing = try #require(Drawing(timeline.svg(id: "t")))
        #expect(
            !drawing.all("path").contains {
                $0.attributes["class"] == "price" && $0.attributes["d"]?.contains("L") ?? false
            })
        let dots = drawing.all("path").first { $0.attributes["class"] == "price-dot" }
        #expect(dots?.attributes["d"]?.count { $0 == "M" } == 2)
    }

    @Test func `Events of each type have a shape that the legend names`() throws {
        let drawing = try #require(Drawing(SampleCharts.timeline.svg(id: "t")))
        let names = drawing.all("text").map(\.text)
        for kind in ["breach", "downgrade", "investigation"] { #expect(names.contains(kind)) }
        let titles = drawing.all("title").map(\.text)
        #expect(titles.contains("downgrade: Agency cuts rating"))
    }

    @Test func `The table has the numbers of each bucket`() {
        let table = SampleCharts.timeline.table()
        #expect(
            table.header == [
                "Time (UTC)", "Negative", "Other", "Positive", "Expected negative", "Usual range",
                "Price (EUR)",
                "Alerts", "Events",
            ])
        #expect(table.rows.count == 48)
        #expect(table.rows[44][0] == "2026-11-26 10:00")
        #expect(table.rows[44][7] == "10:20 critical")
        #expect(table.rows[47][0].hasSuffix("(still running)"))
    }
}
