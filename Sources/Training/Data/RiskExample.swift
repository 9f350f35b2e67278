public import Domain
import FoundationEssentials

// Labels of adverse events: a tab-separated file with a column `adverse` (0 or 1) and a column `types`
// (separated by commas). It has its texts in a column `text`, or, where they may not be passed on, a column
// `key`: the fingerprint of a text as 16 hexadecimal digits, to be found among texts from elsewhere. Who
// suffers the event is in a column `entity`, or, by its place in the text, in `entity_start` and
// `entity_end`, with others in `also`; who is named and does not suffer it is in `others`. Places are
// counted in bytes of UTF-8 from 0, as in "12-17,30-35".

/// A text and what people say of the adverse events in it.
public struct RiskExample: Sendable, Equatable {
    /// The text itself.
    public let text: String
    /// Whether it reports an adverse event; so it does when it has types.
    public let isAdverse: Bool
    /// The types of the event.
    public let types: Set<RiskType>
    /// Who suffers the event, as the text writes it; empty where the file does not say.
    public var sufferers: [String] = []
    /// Who is named and does not suffer the event, likewise.
    public var bystanders: [String] = []
    /// The name of the file that it is from, without folder and suffix; empty where it is from none.
    public var source = ""
    /// How the text was drawn; empty where the file does not say.
    public var stratum = ""
    /// The texts that this one stands for: the inverse of the probability with which it was drawn; nil where
    /// the file does not say.
    public var weight: Double?

    /// An example that stands for itself.
    public init(_ text: String, isAdverse: Bool, types: Set<RiskType> = []) {
        self.text = text
        self.isAdverse = isAdverse
        self.types = types
    }

    /// What a risk head should answer: 0 or 1 for an event of any type, then for each type.
    var targets: [Float] { [isAdverse ? 1 : 0] + RiskType.allCases.map { types.contains($0) ? 1 : 0 } }

    /// Reads labels.
    ///
    /// - Parameters:
    ///   - path: The file of labels.
    ///   - texts: The texts that keys are looked up in.
    /// - Throws: `CorpusError`, which names the line.
    /// - Returns: The examples, and how many keys belong to none of the texts.
    public static func read(
        _ path: String, texts: [String] = []
    ) throws(CorpusError) -> (examples: [RiskExample], unknown: Int) {
        let optional = [
            "text", "key", "types", "stratum", "inclusion", "entity", "entity_start", "entity_end", "also",
            "others",
        ]
        guard let table = try Table.read(path, columns: ["adverse"], optional: optional) else {
            throw .unreadable(path: path, reason: "there is no such file")
        }
        let keyed = textsByKey(texts)
        var examples: [RiskExample] = []
        for row in table.rows {
            let given = row.fields[1]
            guard let text = given.isEmpty ? UInt64(row.fields[2], radix: 16).flatMap({ keyed[$0] }) : given
            else { continue }
            examples.append(try example(text, row, table))
        }
        return (examples, table.rows.count - examples.count)
    }

    private static func example(
        _ text: String, _ row: Table.Row, _ table: Table
    ) throws(CorpusError) -> RiskExample {
        func refusal(_ field: String, _ value: String) -> CorpusError {
            .badField(path: table.path, line: row.line, field: field, value: value)
        }
        guard ["0", "1"].contains(row.fields[0]) else { throw refusal("adverse", row.fields[0]) }
        let isAdverse = row.fields[0] == "1"
        var types: Set<RiskType> = []
        for name in row.fields[3].split(separator: ",") {
            guard let type = RiskType(rawValue: String(name)) else { throw refusal("type", String(name)) }
            types.insert(type)
        }
        guard isAdverse || types.isEmpty else {
            throw refusal("type of a text that is not adverse", row.fields[3])
        }
        var example = RiskExample(text, isAdverse: isAdverse, types: types)
        example.source = LabelFile.name(of: table.path)
        example.stratum = row.fields[4]
        if !row.fields[5].isEmpty {
            guard let share = Double(row.fields[5]), share > 0, share <= 1 else {
                throw refusal("inclusion", row.fields[5])
            }
            example.weight = 1 / share
        }
        let spans = row.fields[7].isEmpty ? "" : "\(row.fields[7])-\(row.fields[8])"
        for (field, list) in [("entity_start", spans), ("also", row.fields[9]), ("others", row.fields[10])] {
            guard let names = text.parts(list) else { throw refusal(field, list) }
            if field == "others" { example.bystanders += names } else { example.sufferers += names }
        }
        if !row.fields[6].isEmpty {
            guard text.contains(row.fields[6]) else { throw refusal("entity", row.fields[6]) }
            example.sufferers.append(row.fields[6])
        }
        return example
    }
}

extension String {
    /// The parts at places like "12-17,30-35"; nil where there are none.
    fileprivate func parts(_ places: String) -> [String]? {
        var parts: [String] = []
        for place in places.split(separator: ",") {
            let ends = place.split(separator: "-").compactMap { Int($0) }
            guard ends.count == 2, let part = part(fromByte: ends[0], to: ends[1]) else { return nil }
            parts.append(part)
        }
        return parts
    }
}
