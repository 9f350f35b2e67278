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
}
