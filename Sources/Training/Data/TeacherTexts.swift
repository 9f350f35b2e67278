import Domain

/// Reads texts with a teacher's probabilities.
///
/// The file is tab-separated, with the columns text, negative, neutral and positive, and entity where they
/// are of the sentiment toward one, and a column a topic where the teacher knows topics. What it says
/// nothing of is empty in all its columns.
///
/// - Throws: `CorpusError`, which names the line.
func teacherTexts(_ path: String, topics: [String]) throws(CorpusError) -> [LabeledText] {
    let columns = Sentiment.labels + ["text"]
    guard let table = try Table.read(path, columns: columns, optional: ["entity"] + topics) else {
        throw .unreadable(path: path, reason: "there is no such file")
    }
    var texts: [LabeledText] = []
    for row in table.rows {
        let sentiment = try probabilities(row.fields[..<3], row, table)
        let topic = try probabilities(row.fields[5...], row, table)
        guard sentiment != nil || topic != nil else {
            throw .badField(path: path, line: row.line, field: "set of probabilities", value: "")
        }
        var text = LabeledText(text: row.fields[3])
        text.labels[.topic].soft = topic
        let entity = row.fields[4]
        if entity.isEmpty {
            text.labels[.sentiment].soft = sentiment
        } else if let sentiment {
            text.entities = [LabeledEntity(name: entity, sentiment: nil, softSentiment: sentiment)]
        }
        texts.append(text)
    }
    return texts
}

/// The numbers of some fields, or nothing where all are empty.
private func probabilities(
    _ fields: ArraySlice<String>, _ row: Table.Row, _ table: Table
) throws(CorpusError) -> [Float]? {
    guard !fields.allSatisfy(\.isEmpty) else { return nil }
    let shares = fields.compactMap { Float($0) }
    guard shares.count == fields.count, shares.allSatisfy({ (0...1).contains($0) }),
        (shares.reduce(0, +) - 1).magnitude < 0.01
    else {
        throw .badField(
            path: table.path, line: row.line, field: "set of probabilities",
            value: fields.joined(separator: " "))
    }
    return shares
}
