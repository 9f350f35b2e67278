import Charts
import Domain
import Testing

/// Whatever goes in, what comes out is a drawing.
@Suite struct HostileInputTests {
    private static let hostile = "<script>alert(1)</script>\"'&\u{0}\u{1B}\u{FFFE} ]]> <!-- é 株"
    private static let numbers: [Double] = [
        .nan, .infinity, -.infinity, -1, 0, 1e-300, 1e300, -1e300, 0.5, 7, .greatestFiniteMagnitude,
    ]
    private static let instants: [Instant] = [
        .init(milliseconds: .min), .init(milliseconds: .max), .init(milliseconds: 0), SampleCharts.now,
        SampleCharts.now - .seconds(3600), SampleCharts.now + .seconds(86400 * 3650),
    ]

    private func timeline(_ seed: UInt64) -> Timeline {
        var random = SplitMix64(seed: seed)
        func pick<Value>(_ values: [Value]) -> Value { values[Int(random.next() % UInt64(values.count))] }
        var timeline = Timeline(
            title: Self.hostile, from: pick(Self.instants), to: pick(Self.instants),
            bucketLength: pick([
                .zero, .seconds(-5), .seconds(1800), .seconds(86400), .seconds(Int64.max / 2000),
            ]))
        timeline.buckets = (0..<Int(random.next() % 40)).map { _ in
            .init(
                start: pick(Self.instants), negative: pick([-5, 0, 3, .max, .min]),
                positive: pick([-5, 0, 3, .max, .min]), others: pick([0, 9, .max]),
                expected: .init(
                    low: pick(Self.numbers), expected: pick(Self.numbers), high: pick(Self.numbers)),
                isRunning: pick([true, false]), href: pick([nil, "javascript:alert(1)", "/a?b=\"<>&'"]))
        }
        timeline.flags = Self.instants.map {
            .init(
                at: $0, label: Self.hostile, href: "/x", title: Self.hostile, isCritical: pick([true, false]))
        }
        timeline.events = Self.instants.map { .init(at: $0, kind: Self.hostile, title: Self.hostile) }
        timeline.prices = Self.numbers.map { .init(at: pick(Self.instants), price: $0) }
        timeline.priceUnit = Self.hostile
        timeline.blind = [Self.instants[0]..<Self.instants[1], Self.instants[2]..<Self.instants[3]]
        timeline.closed = timeline.blind
        timeline.width = pick(Self.numbers)
        return timeline
    }

    private func expectDrawing(_ svg: String) throws {
        let drawing = try #require(Drawing(svg), "not well-formed: \(svg.prefix(400))")
        #expect(!drawing.coordinates.contains { $0 == nil }, "\(svg.prefix(400))")
        #expect(drawing.all("script").isEmpty)
        for element in drawing.elements {
            #expect(element.attributes["style"] == nil)
            #expect(!(element.attributes["href"] ?? "").contains("javascript"))
            #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
        }
    }

    @Test(arguments: 0..<60)
    func `A time line of any values is a drawing, and so is its table`(seed: UInt64) throws {
        let timeline = timeline(seed)
        try expectDrawing(timeline.svg(id: Self.hostile))
        let table = timeline.table()
        #expect(table.rows.allSatisfy { $0.count == table.header.count })
    }

    @Test(arguments: 0..<30)
    func `A heat map of any values is a drawing, and so is its table`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        func pick<Value>(_ values: [Value]) -> Value { values[Int(random.next() % UInt64(values.count))] }
        var map = HeatMap(
            title: Self.hostile, from: pick(Self.instants), to: pick(Self.instants),
            columns: pick([-1, 0, 1, 48, .max]),
            rows: (0..<Int(random.next() % 6)).map { _ in
                .init(
                    label: Self.hostile, href: pick([nil, "/s", "javascript:alert(1)"]),
                    cells: (0..<Int(random.next() % 60)).map { _ in
                        .init(bits: pick(Self.numbers + [12]), href: pick([nil, "/h"]), title: Self.hostile)
                    })
            })
        map.width = pick(Self.numbers)
        map.mostLinks = pick([-1, 0, 5, 1000])
        try expectDrawing(map.svg(id: ""))
        #expect(map.table().rows.allSatisfy { $0.count == 3 })
    }

    @Test func `Small charts of any values are drawings`() throws {
        for first in Self.numbers {
            for second in Self.numbers {
                try expectDrawing(Sparkline(title: Self.hostile, values: [first, nil, second, second]).svg())
                try expectDrawing(MeterBar(negative: first, other: second, positive: first).svg())
                let bins = [10, -1, 0, Int.max].map {
                    CalibrationCurve.Bin(predicted: first, observed: second, count: $0)
                }
                try expectDrawing(CalibrationCurve(title: Self.hostile, bins: bins).svg(id: "c"))
            }
        }
        try expectDrawing(Sparkline(title: "", values: []).svg())
    }

    @Test func `A hostile title stays text`() throws {
        let timeline = Timeline(
            title: "<script>alert(1)</script> \"&'", from: SampleCharts.now, to: SampleCharts.now,
            bucketLength: .seconds(60))
        let drawing = try #require(Drawing(timeline.svg(id: "t")))
        #expect(drawing.all("title").first?.text == "<script>alert(1)</script> \"&'")
    }
}
