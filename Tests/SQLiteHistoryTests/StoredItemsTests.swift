import Domain
import History
import SQLiteHistory
import TestSupport
import Testing

@Suite struct StoredItemsTests {
    let file: HistoryFile

    init() throws { file = try HistoryFile() }

    @Test func `An item that cannot be read is stored with its language and without an assessment`()
        async throws
    {
        let history = try await file.opened()
        let foreign = AssessedItem(item: AssessedItem.sample(1).item, text: .unscored("fr"))
        try await history.commit(HistoryFile.commit([foreign, .sample(2)]))
        #expect(try file.rows("SELECT id, language FROM item ORDER BY 1") == [["1", "fr"], ["2", "en"]])
        #expect(try file.rows("SELECT item_id FROM assessment") == [["2"]])
        #expect(
            try file.rows("SELECT id, language, sentiment IS NULL, score IS NULL FROM v_items ORDER BY 1")
                == [["1", "fr", "1", "1"], ["2", "en", "0", "0"]])
        #expect(try file.rows("SELECT stories, neutral FROM v_sentiment_hourly") == [["1", "0"]])
    }

    @Test func `An edited title has the language that it is in now, and its feed counts what is not read`()
        async throws
    {
        let history = try await file.opened()
        func edit(_ title: String, _ text: TextAssessment) async throws {
            let edit = ItemEdit(key: "guid:1", title: title, summary: nil, language: "en-us", former: "")
            try await history.commit(HistoryFile.commit(edits: [AssessedEdit(edit: edit, text: text)]))
        }
        func state() throws -> [[String]] {
            try file.rows(
                "SELECT language, not_scored, items FROM v_items, v_feed_health ORDER BY v_items.id")
        }
        try await history.commit(HistoryFile.commit([.sample(1), .sample(2)]))
        #expect(try state() == [["en", "0", "2"], ["en", "0", "2"]])
        try await edit("Le bénéfice recule", .unscored("fr"))
        #expect(try state() == [["fr", "1", "2"], ["en", "1", "2"]])
        try await edit("Profit falls", AssessedItem.sample(1).text)
        #expect(try state() == [["en-us", "0", "2"], ["en", "0", "2"]])
    }

    @Test func `What further heads say is stored by head and label, for the title and for each entity`()
        async throws
    {
        let urgency = HeadAnswer(head: "urgency", labels: ["low", "high"], probabilities: [0.25, 0.75])
        let sample = AssessedItem.sample(1)
        let text = TextAssessment(
            assessment: Assessment(
                answers: sample.assessment.answers + [urgency], attention: sample.assessment.attention,
                embedding: sample.assessment.embedding),
            entities: [
                AssessedEntity(
                    Mention(name: "Acme", symbol: "ACME", words: 0..<1, relevance: 1), answers: [urgency])
            ])
        let history = try await file.opened()
        try await history.commit(
            HistoryFile.commit([AssessedItem(item: sample.item, text: text), .sample(2)]))
        let json = "{\"urgency\":{\"high\":0.75,\"low\":0.25}}"
        #expect(
            try file.rows("SELECT item_id, heads FROM assessment ORDER BY 1") == [
                ["1", json], ["2", "NULL"],
            ])
        #expect(
            try file.rows("SELECT item_id, heads FROM mention ORDER BY 1") == [["1", json], ["2", "NULL"]])
        #expect(
            try file.rows("SELECT json_extract(heads, '$.urgency.high') FROM v_items WHERE id = 1") == [
                ["0.75"]
            ])
    }

    @Test func `Adverse events are stored with the title and each entity, and read back`() async throws {
        let sample = AssessedItem.sample(1)
        let neutral = SentimentScores(negative: 0.1, neutral: 0.8, positive: 0.1)
        func text(_ risk: RiskScores?, _ entityRisks: [Float]) -> TextAssessment {
            TextAssessment(
                Assessment(
                    answers: [neutral.answer(of: .sentiment)] + sample.assessment.answers.dropFirst(),
                    entityAnswers: ["ACME", "BOLT"].map { _ in [neutral.answer(of: .entity)] },
                    attention: [], embedding: [1], risk: risk, entityRisks: entityRisks),
                of: ["ACME", "BOLT"].map { Mention(name: $0, symbol: $0, words: 0..<1, relevance: 1) })
        }
        let risk = RiskScores(
            adverse: 0.75, types: [.probe, .fraudMisconduct, .cyberPrivacy], probabilities: [0.5, 0.625, 0.1])
        let judged = AssessedItem(item: sample.item, text: text(risk, [0.75, 0.125]))
        let history = try await file.opened()
        try await history.commit(
            HistoryFile.commit([
                judged, AssessedItem(item: AssessedItem.sample(2).item, text: text(nil, [])),
            ]))
        #expect(
            try file.rows("SELECT id, risk, risk_types, is_bad FROM v_items ORDER BY id") == [
                ["1", "0.75", "fraud-misconduct,probe", "1"], ["2", "NULL", "NULL", "0"],
            ])
        #expect(
            try file.rows("SELECT symbol, risk, risk_types, is_bad FROM v_mentions WHERE id = 1 ORDER BY 1")
                == [["ACME", "0.75", "fraud-misconduct,probe", "1"], ["BOLT", "0.125", "", "0"]])
        #expect(
            try file.rows("SELECT symbol FROM mention_time WHERE adverse IS NOT NULL") == [["ACME"]])
        let read = try #require(
            try await history.assessedItems(since: Instant(milliseconds: 0), after: 0, limit: 10)
        ).items
        #expect(read.map(\.assessment.adverse) == [AdverseEvent(risk), nil])
        #expect(
            read[0].entities.map(\.adverse) == [
                AdverseEvent(risk), AdverseEvent(probability: 0.125, types: []),
            ])
        #expect(read[1].entities.allSatisfy { $0.adverse == nil })
    }
}
