public import Domain

// The rules of BERT's uncased tokenizer as the `tokenizers` library applies them: special tokens are cut out of
// the raw text; controls are dropped, accents stripped, case lowered (CodePointTable); words end at white space
// and around punctuation and ideographs; each word is cut greedily into the longest known pieces (Wu et al. 2016,
// "WordPiece"; Devlin et al. 2019).

/// Turns texts into token ids.
public struct Tokenizer: Sendable {
    /// Words of more code points than this are unknown, as in the reference.
    private static let longestWord = 100

    public let vocabulary: Vocabulary

    public init(vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
    }

    /// Tokenizes texts into one packed batch; each text is framed by `[CLS]` and `[SEP]`.
    public func tokenize(_ texts: some Sequence<String>) -> TokenBatch {
        var batch = TokenBatch()
        for text in texts { append(text, to: &batch) }
        return batch
    }

    /// The tokens of `ids`, as the vocabulary writes them.
    public func tokens(of ids: some Sequence<Int32>) -> [String] {
        ids.map { vocabulary.tokens[Int($0)] }
    }

    private func append(_ text: String, to batch: inout TokenBatch) {
        var pending = PendingWord()
        var words: [String] = []
        batch.append(vocabulary.classify, word: -1)
        func endWord(at end: String.Index) {
            guard !pending.isEmpty else { return }
            appendPieces(of: pending, word: Int32(words.count), to: &batch)
            words.append(String(text[pending.start..<end]))
            pending.removeAll()
        }
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        // The end of the last code point that the pending word kept, so that dropped ones do not trail it.
        var keptEnd = index
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let next = scalars.index(after: index)
            if scalar == "[", let (id, end) = specialToken(in: scalars, at: index) {
                endWord(at: keptEnd)
                batch.append(id, word: Int32(words.count))
                words.append(String(text[index..<end]))
                index = end
                continue
            }
            let action = CodePointTable.shared.action(of: scalar)
            switch action {
            case .remove: break
            case .space: endWord(at: keptEnd)
            case .keep, .isolate, .map:
                let scalarsOut = if case .map(let mapped) = action { mapped } else { [scalar] }
                for out in scalarsOut {
                    let alone = CodePointTable.shared.action(of: out) == .isolate
                    if alone { endWord(at: keptEnd) }
                    pending.append(out, at: index)
                    keptEnd = next
                    if alone { endWord(at: next) }
                }
            }
            index = next
        }
        endWord(at: keptEnd)
        batch.append(vocabulary.separator, word: -1)
        batch.offsets.append(batch.ids.count)
        batch.words.append(words)
    }

    /// The special token that starts at `index`, and where it ends.
    private func specialToken(
        in scalars: String.UnicodeScalarView, at index: String.Index
    ) -> (id: Int32, end: String.Index)? {
        for (text, id) in vocabulary.special where scalars[index...].starts(with: text) {
            return (id, scalars.index(index, offsetBy: text.count))
        }
        return nil
    }

    /// Greedy longest match first; a word with an unknown rest is unknown as a whole.
    private func appendPieces(of word: PendingWord, word index: Int32, to batch: inout TokenBatch) {
        guard word.ends.count <= Self.longestWord else {
            return batch.append(vocabulary.unknown, word: index)
        }
        let first = batch.ids.count
        var start = 0
        var startScalar = 0
        while start < word.bytes.count {
            var hash = TokenHash(of: start == 0 ? "".utf8 : "##".utf8)
            var match: (id: Int32, scalar: Int)?
            var position = start
            for scalar in startScalar..<word.ends.count {
                while position < word.ends[scalar] {
                    hash.append(word.bytes[position])
                    position += 1
                }
                if let id = vocabulary.id(of: hash) { match = (id, scalar) }
            }
            guard let match else {
                batch.ids.removeSubrange(first...)
                batch.wordIndices.removeSubrange(first...)
                return batch.append(vocabulary.unknown, word: index)
            }
            batch.append(match.id, word: index)
            start = word.ends[match.scalar]
            startScalar = match.scalar + 1
        }
    }
}

/// A word under way: its normalised bytes, where each code point of it ends, and where it began in the text.
private struct PendingWord {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    var start = "".startIndex

    var isEmpty: Bool { bytes.isEmpty }

    mutating func append(_ scalar: Unicode.Scalar, at index: String.Index) {
        if isEmpty { start = index }
        bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
        ends.append(bytes.count)
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }
}

extension TokenBatch {
    fileprivate mutating func append(_ id: Int32, word: Int32) {
        ids.append(id)
        wordIndices.append(word)
    }
}
