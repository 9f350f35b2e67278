import Training

/// Labels of adverse events and the texts that they are of.
enum RiskTexts {
    /// The texts of a file, one per line, or in the column `text` of a TSV file.
    static func read(_ path: String) throws -> [String] {
        let lines = try readLines(path).filter { !$0.isEmpty }
        guard let header = lines.first?.split(separator: "\t", omittingEmptySubsequences: false),
            let column = header.firstIndex(of: "text")
        else { return lines }
        return lines.dropFirst().compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            return fields.count > column ? String(fields[column]) : nil
        }
    }

    /// The labels of all files; of a text that two have, the first counts.
    static func examples(_ paths: [String], texts: [String]) throws -> [RiskExample] {
        var examples: [RiskExample] = []
        var known: Set<String> = []
        for path in paths {
            let (own, unknown) = try RiskExample.read(path, texts: texts)
            if unknown > 0 { printError("\(path): \(unknown) keys belong to no text of --texts") }
            examples += own.filter { known.insert($0.text).inserted }
        }
        guard !examples.isEmpty else {
            throw Failure.badData("no labeled text in \(paths.joined(separator: ", "))")
        }
        return examples
    }
}
