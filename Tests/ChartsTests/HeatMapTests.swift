import Charts
import Domain
import Testing

@Suite struct HeatMapTests {
    @Test func `A day of thirty streams stays under 36 KB`() throws {
        #expect(SampleCharts.heatMap(rows: 30).svg(id: "h").utf8.count < 36_000)
        // Every cell with a story.
        #expect(SampleCharts.heatMap(rows: 30, share: 1).svg(id: "h").utf8.count < 54_000)
    }

    @Test func `Only cells with stories are links, the most surprising first`() throws {
        var map = SampleCharts.heatMap(rows: 4)
        map.mostLinks = 10
        let drawing = try #require(Drawing(map.svg(id: "h")))
        let links = drawing.all("a").filter { $0.attributes["href"]?.hasPrefix("/headlines") ?? false }
        #expect(links.count == 10)
        map.rows = [
            .init(
                label: "Quiet", href: nil, cells: [.init(bits: nil, href: "/h"), .init(bits: 3, href: "/h")])
        ]
        let quiet = try #require(Drawing(map.svg(id: "h")))
        #expect(quiet.all("a").count == 1)
    }

    @Test func `A surprise has the step of its bits`() {
        #expect(
            [-1, 0, 1.9, 2, 4, 6, 9, 12.4, 12.5, 99, .infinity].map(HeatMap.step) == [
                0, 0, 0, 1, 2, 3, 4, 4, 5, 5, 5,
            ])
        #expect(HeatMap.step(of: .nan) == 0)
    }

    @Test func `A long name is cut, and its title says it in full`() throws {
        let drawing = try #require(Drawing(SampleCharts.heatMap(rows: 6).svg(id: "h")))
        #expect(
            drawing.all("title").contains { $0.text == "Consolidated International Holdings of Meridian" })
    }

    @Test func `The highest steps have a mark besides their color`() throws {
        let map = HeatMap(
            title: "One", from: SampleCharts.now - .seconds(3600), to: SampleCharts.now, columns: 2,
            rows: [.init(label: "A", href: nil, cells: [.init(bits: 10), .init(bits: 20)])])
        let drawing = try #require(Drawing(map.svg(id: "h")))
        // Those of the cells, and those of the legend.
        for kind in ["heat-dot", "heat-mark"] {
            #expect(drawing.all("path").count { $0.attributes["class"] == kind } == 2)
        }
        #expect(drawing.elements.first?.attributes["role"] == "img")
    }

    @Test func `A heat map without streams says so`() throws {
        let map = HeatMap(
            title: "None", from: SampleCharts.now, to: SampleCharts.now, columns: 48, rows: [])
        let drawing = try #require(Drawing(map.svg(id: "h")))
        #expect(drawing.all("text").contains { $0.text == "No streams to show" })
    }

    @Test func `The table lists surprising cells, the most surprising first`() {
        let map = HeatMap(
            title: "One", from: SampleCharts.now - .seconds(3600), to: SampleCharts.now, columns: 2,
            rows: [
                .init(label: "A", href: nil, cells: [.init(bits: 10), .init(bits: 1)]),
                .init(label: "B", href: nil, cells: [.empty, .init(bits: 20)]),
            ])
        #expect(map.table().rows == [["B", "2026-11-26 11:30", "20"], ["A", "2026-11-26 11:00", "10"]])
    }
}
