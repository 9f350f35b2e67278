import Dashboard
import Domain
import Serving
import Testing

/// What the page of the model says of its calibration.
@Suite struct ModelPageTests {
    private static let measured = [
        Reliability(
            .sentiment, data: "phrasebank, <tweets> (held-out texts)",
            bins: [
                .init(predicted: 0.55, observed: 0.65, count: 30),
                .init(predicted: 0.95, observed: 0.85, count: 10),
            ]),
        Reliability(
            .adverse, data: "labels (cross-validation)", bins: [.init(predicted: 0.1, observed: 0, count: 5)]),
    ]

    private func scene() async throws -> PageScene {
        try await PageScene { facts in
            facts.model = "small"
            facts.measures = ModelMeasures(scores: ["a.accuracy": 0.9], reliability: Self.measured)
        }
    }

    @Test func `Each head has a curve, the data it was measured on and the numbers as a table`() async throws
    {
        let page = try await scene().get("/model").text
        #expect(page.contains("<h3 id=\"head-0-name\">sentiment</h3>"))
        #expect(page.contains("<h3 id=\"head-1-name\">adverse events</h3>"))
        #expect(page.contains("40 predictions, expected calibration error 10.0 %"))
        #expect(page.contains("Measured on phrasebank, &lt;tweets&gt; (held-out texts)."))
        #expect(page.contains("predicted 55\u{A0}%, observed 65\u{A0}%, 30 predictions"))
        #expect(page.contains("<td>55\u{A0}%</td><td>65\u{A0}%</td><td>30</td>"))
        #expect(page.contains("/model.csv?table=reliability"))
    }

    @Test func `The bins are there for programs`() async throws {
        let scene = try await scene()
        let json = await scene.get("/model.json").text
        #expect(json.contains("\"reliability\":["))
        #expect(json.contains("\"predicted\":0.55"))
        let csv = await scene.get("/model.csv?table=reliability")
        #expect(
            csv.text == """
                head,data,predicted,observed,count\r
                sentiment,"phrasebank, <tweets> (held-out texts)",0.55,0.65,30\r
                sentiment,"phrasebank, <tweets> (held-out texts)",0.95,0.85,10\r
                adverse,labels (cross-validation),0.1,0.0,5\r

                """)
        #expect(
            csv.response.header("Content-Disposition")?.contains("bellwether-reliability.csv") == true)
        #expect(await scene.get("/model.csv").text.hasPrefix("day,"))
    }

    @Test func `A table that a page does not have is refused in words`() async throws {
        let answer = try await scene().get("/model.csv?table=weights")
        #expect(answer.status == 404)
        #expect(answer.text.contains("it has days, scores, reliability."))
    }

    @Test func `Weights without measurements say so, and how to measure`() async throws {
        let page = try await PageScene { $0.model = "small" }.get("/model").text
        #expect(page.contains("These weights contain no calibration measurements."))
        #expect(page.contains("bellwether evaluate --record"))
        #expect(try await PageScene().get("/model").text.contains("No weights are loaded;"))
    }
}
