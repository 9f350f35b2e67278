import Charts
import Testing

@Suite struct ChartStyleTests {
    @Test func `Every class that is drawn has a rule, but for those that only group`() throws {
        let drawings = [
            SampleCharts.timeline.svg(id: "t"), SampleCharts.heatMap(rows: 4).svg(id: "h"),
            SampleCharts.calibration.svg(id: "c"), Sparkline(title: "S", values: [1, 2]).svg(),
            MeterBar(negative: 0, other: 0, positive: 0).svg(),
        ]
        let grouping: Set = ["legend", "sample", "target"]
        for svg in drawings {
            for element in try #require(Drawing(svg)).elements {
                for name in (element.attributes["class"] ?? "").split(separator: " ") {
                    #expect(
                        grouping.contains(String(name)) || ChartStyle.rules.contains(".\(name)"), "\(name)")
                }
            }
        }
    }

    @Test func `Every custom property of the rules is in the palette, in light and in dark`() {
        for match in ChartStyle.rules.matches(of: /var\((--[a-z0-9-]+)\)/) {
            let uses = ChartStyle.palette.split(separator: "\(match.1):").count - 1
            #expect(uses == 2, "\(match.1)")
        }
    }
}
