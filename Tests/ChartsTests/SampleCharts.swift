import Charts
import Domain

/// Charts of an invented day, the same ones on every machine.
enum SampleCharts {
    /// 2026-11-26 12:00 UTC, a Thursday.
    static let now = Instant(seconds: 1_795_694_400)
    static let day: Duration = .seconds(86_400)

    /// A day by half hour with everything that a time line can show.
    static var timeline: Timeline {
        var random = SplitMix64(seed: 20)
        let from = now - day
        let buckets = (0..<48).map { index in
            let start = from + .seconds(index * 1800)
            let isBusy = (14..<36).contains((index + 24) % 48)
            let expected = isBusy ? 2.2 : 0.9
            let spike = [44: 7, 45: 9, 46: 11, 47: 4][index] ?? 0
            return Timeline.Bucket(
                start: start, negative: Int(random.next() % (isBusy ? 4 : 2)) + spike,
                positive: Int(random.next() % (isBusy ? 5 : 2)),
                others: Int(random.next() % (isBusy ? 8 : 4)),
                expected: Timeline.Expectation(low: expected * 0.3, expected: expected, high: expected * 2.1),
                isRunning: index == 47, href: "/headlines?stream=BLKR&at=\(start.milliseconds / 1000)")
        }
        var timeline = Timeline(
            title: "Blackridge Bank, stories by half hour", from: from, to: now, bucketLength: .seconds(1800),
            buckets: buckets)
        timeline.flags = [
            .init(
                at: from + .seconds(4 * 3600 + 500), label: "16:08 warning", href: "/alerts/3f90",
                title: "Warning at 16:08: 5 negative stories", isCritical: false),
            .init(
                at: now - .seconds(6000), label: "10:20 critical", href: "/alerts/3f9a",
                title: "Critical alert at 10:20: 9 negative stories", isCritical: true),
        ]
        timeline.events = [
            .init(at: now - .seconds(6600), kind: "investigation", title: "Regulator opens investigation"),
            .init(at: now - .seconds(3000), kind: "downgrade", title: "Agency cuts rating"),
            .init(at: from + .seconds(14_000), kind: "breach", title: "Customer data leaked"),
        ]
        var price = 42.0
        timeline.prices = (0..<288).map { index in
            price += Double(random.next() % 21) / 100 - 0.1 - (index > 264 ? 0.12 : 0)
            return .init(at: from + .seconds(index * 300), price: (60..<200).contains(index) ? nil : price)
        }
        timeline.priceUnit = "EUR"
        timeline.closed = [from + .seconds(5 * 3600)..<from + .seconds(60_000)]
        timeline.blind = [from + .seconds(30_000)..<from + .seconds(37_000)]
        return timeline
    }

    /// Streams over a day by half hour.
    static func heatMap(rows: Int, share: UInt64 = 5) -> HeatMap {
        var random = SplitMix64(seed: 7)
        let names = [
            "Blackridge Bank", "Halcyon Air", "Northgate Oil", "topic: legal", "market",
            "Consolidated International Holdings of Meridian", "Orchid Pharma", "Tessera Chips",
        ]
        return HeatMap(
            title: "Surprise by stream and half hour", from: now - day, to: now, columns: 48,
            rows: (0..<rows).map { row in
                HeatMap.Row(
                    label: names[row % names.count], href: "/streams/\(row)",
                    cells: (0..<48).map { column in
                        let roll = random.next()
                        guard roll % share == 0 || column > 44 else { return .empty }
                        let bits = Double(roll >> 8 & 1023) / 1024
                        let most = row == 0 && column > 44 ? 24.0 : row < 3 && column > 43 ? 14 : 6
                        return HeatMap.Cell(
                            bits: bits * bits * most,
                            href: "/headlines?stream=entity%3ABLKR&at=\(1_795_608_000 + column * 1800)",
                            title: "11:30: 3 stories, \(column).4 bits")
                    })
            })
    }

    /// Ten bins that are a little too confident.
    static var calibration: CalibrationCurve {
        CalibrationCurve(
            title: "Calibration of negative",
            bins: (0..<10).map { index in
                let predicted = Double(index) / 10 + 0.05
                return .init(
                    predicted: predicted, observed: 0.5 + (predicted - 0.5) * 0.85,
                    count: [310, 90, 60, 44, 31, 30, 42, 70, 130, 420][index])
            })
    }
}
