import Charts
import Testing

@Suite struct SmallChartTests {
    @Test func `A meter says its shares in words`() throws {
        let drawing = try #require(Drawing(MeterBar(negative: 1, other: 2, positive: 1).svg()))
        #expect(drawing.elements.first?.attributes["role"] == "img")
        #expect(
            drawing.elements.first?.attributes["aria-label"]
                == "25\u{A0}% negative, 50\u{A0}% other, 25\u{A0}% positive")
        #expect(drawing.all("path").count == 3)
    }

    @Test func `A meter of nothing is an empty frame`() throws {
        let drawing = try #require(Drawing(MeterBar(negative: 0, other: 0, positive: 0).svg()))
        #expect(drawing.all("title").first?.text == "nothing")
        #expect(drawing.all("path").first?.attributes["class"] == "frame")
    }

    @Test func `A sparkline breaks at a gap and ends in a dot`() throws {
        let drawing = try #require(Drawing(Sparkline(title: "Two", values: [1, 2, nil, 3, 4]).svg()))
        #expect(drawing.all("path").first?.attributes["d"]?.count { $0 == "M" } == 2)
        #expect(drawing.all("path").last?.attributes["class"] == "last")
    }

    @Test func `A calibration curve has a point for each bin that counts, and the diagonal`() throws {
        var curve = SampleCharts.calibration
        curve.bins.append(.init(predicted: 0.5, observed: 0.5, count: 0))
        let drawing = try #require(Drawing(curve.svg(id: "c")))
        #expect(drawing.all("path").count { $0.attributes["class"] == "point" } == 10)
        #expect(drawing.all("path").contains { $0.attributes["class"] == "diagonal" })
        #expect(
            drawing.all("title").contains {
                $0.text == "predicted 95\u{A0}%, observed 88\u{A0}%, 420 predictions"
            })
        #expect(curve.table().rows.count == 10)
        #expect(curve.table().rows[0] == ["5\u{A0}%", "12\u{A0}%", "310"])
    }

    @Test func `A calibration curve of nothing says so`() throws {
        let drawing = try #require(Drawing(CalibrationCurve(title: "None", bins: []).svg(id: "c")))
        #expect(drawing.all("text").contains { $0.text == "Nothing to compare yet" })
    }
}
