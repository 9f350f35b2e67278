public import Classification
public import Tokenization

extension ColumnFile {
    /// The lines of the file, each with the tag that a classifier predicts as a further last column.
    ///
    /// Lines that begin a document get `O`; empty lines stay empty.
    ///
    /// - Parameter classifier: Has a tagger; without one every word is tagged `O`.
    public func tagged(by classifier: Classifier, _ tokenizer: Tokenizer) -> [String] {
        var tags = [String?](repeating: nil, count: lines.count)
        for line in documentLines { tags[line] = TagScheme.outside }
        let said = classifier.tags(of: self, tokenizer)
        for (sentence, said) in zip(documents.joined(), said.joined()) {
            for (line, tag) in zip(sentence.lines, said) {
                tags[line] = classifier.tagScheme?.labels[tag] ?? TagScheme.outside
            }
        }
        return zip(lines, tags).map { line, tag in tag.map { line.appending(column: $0) } ?? line }
    }
}

extension Classifier {
    /// The places of the tags of all words of a file among those of the tagger, which there must be.
    func tags(of file: ColumnFile, _ tokenizer: Tokenizer) -> [[[Int]]] {
        let words = file.documents.map { $0.map(\.words) }
        return taggedDocuments(words, tokens: words.map(tokenizer.tokenCounts)) { texts in
            let tagged = taggedWords(tokenizer.tokenize(texts.map(\.text)), texts)
            return tagged?.map { $0.map(\.tag) } ?? texts.map { $0.words.map { _ in 0 } }
        }
    }
}

extension String {
    /// The line with a further column, divided from the others as they are, before a carriage return.
    fileprivate func appending(column: String) -> String {
        let hasReturn = utf8.last == UInt8(ascii: "\r")
        let line = hasReturn ? String(decoding: utf8.dropLast(), as: UTF8.self) : self
        return line + (line.utf8.contains(UInt8(ascii: "\t")) ? "\t" : " ") + column + (hasReturn ? "\r" : "")
    }
}
