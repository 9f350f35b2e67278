import Training

/// Files of labels for sentiment, topic and entities, with the texts that their keys belong to.
enum LabelTexts {
    /// Reads the files; says how many keys belong to none of the texts.
    static func read(_ paths: [String], texts: [String]) throws -> [LabelFile] {
        guard !paths.isEmpty else { return [] }
        let texts = try texts.flatMap(RiskTexts.read)
        return try paths.map { path in
            let file = try LabelFile(path: path, texts: texts)
            if file.unknown > 0 { printError("\(path): \(file.unknown) keys belong to no text of --texts") }
            return file
        }
    }
}
