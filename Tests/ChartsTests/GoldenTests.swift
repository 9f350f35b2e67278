import Charts
import FoundationEssentials
import TestSupport
import Testing

/// The drawings as they are, line by line; `make goldens` writes them again.
@Suite struct GoldenTests {
    private static let drawings: [(name: String, svg: @Sendable () -> String)] = [
        ("timeline", { SampleCharts.timeline.svg(id: "blkr") }),
        ("heat-map", { SampleCharts.heatMap(rows: 4).svg(id: "heat") }),
        ("calibration", { SampleCharts.calibration.svg(id: "negative") }),
        ("sparkline", { Sparkline(title: "4 today", values: [1, 3, nil, 2, 0, 7, 4]).svg() }),
        ("meter", { MeterBar(negative: 3, other: 9, positive: 1).svg() }),
    ]

    @Test(arguments: drawings.indices)
    func `A chart is drawn as its golden file says`(index: Int) throws {
        let (name, svg) = Self.drawings[index]
        // An element a line, so that a difference can be read.
        let drawn = svg().split(separator: "><").joined(separator: ">\n<") + "\n"
        let path = "\(Fixtures.root)/Tests/Fixtures/charts/\(name).svg"
        if ProcessInfo.processInfo.environment["BELLWETHER_GOLDENS"] == "write" {
            try Data(drawn.utf8).write(to: URL(filePath: path))
        }
        let golden = try Fixtures.text("charts/\(name).svg")
        #expect(drawn == golden)
    }
}
