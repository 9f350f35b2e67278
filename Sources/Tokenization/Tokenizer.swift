public import Domain

// The rules of BERT's uncased tokenizer as the `tokenizers` library applies them: special tokens are cut out
// of the raw text; controls are dropped, accents stripped, case lowered (CodePointTable); words end at white
// space and around punctuation and ideographs; each word is cut greedily into the longest known pieces (Wu et
// al. 2016, "WordPiece"; Devlin et al. 2019).
//
// Texts are read as bytes: ASCII by a table of its own, all else decoded to code points. A word under way is
// kept in one buffer that all words share, so that a token costs no allocation.

/// Turns texts into token ids.
public struct Tokenizer: Sendable {
    /// The tokens and their ids.
    public let vocabulary: Vocabulary

    /// A tokenizer of a vocabulary.
    public init(vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
    }

    /// Tokenizes texts into one packed batch; each text is framed by `[CLS]` and `[SEP]`.
    public func tokenize(_ texts: some Collection<String>) -> TokenBatch {
        var batch = TokenBatch()
        batch.reserve(bytes: texts.reduce(0) { $0 + $1.utf8.count }, texts: texts.count)
        var word = PendingWord()
        for text in texts {
            // The span ends with the closure that the storage is valid for.
            let done: Void? = unsafe text.utf8.withContiguousStorageIfAvailable {
                unsafe append($0.span, to: &batch, &word)
            }
            if done == nil { append(Array(text.utf8).span, to: &batch, &word) }
            batch.end(text)
        }
        return batch
    }

    /// The tokens of `ids`, as the vocabulary writes them.
    public func tokens(of ids: some Sequence<Int32>) -> [String] {
        ids.map { vocabulary.token($0) }
    }

    private func append(_ text: Span<UInt8>, to batch: inout TokenBatch, _ word: inout PendingWord) {
        batch.append(vocabulary.classify, word: -1)
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard byte < 0x80 else {
                index = appendScalar(of: text, at: index, to: &batch, &word)
                continue
            }
            switch ASCIITable.action(of: byte) {
            case .keep(let lowered): word.append(lowered, at: index..<index + 1)
            case .space: end(&word, &batch)
            case .remove: break
            case .isolate:
                end(&word, &batch)
                if byte == UInt8(ascii: "["), let special = vocabulary.special(in: text, at: index) {
                    let place = batch.append(word: index..<index + special.length)
                    batch.append(special.id, word: place)
                    index += special.length
                    continue
                }
                word.append(byte, at: index..<index + 1)
                end(&word, &batch)
            }
            index += 1
        }
        end(&word, &batch)
        batch.append(vocabulary.separator, word: -1)
    }

    /// Takes in the code point beyond ASCII that starts at `index`; returns where it ends.
    private func appendScalar(
        of text: Span<UInt8>, at index: Int, to batch: inout TokenBatch, _ word: inout PendingWord
    ) -> Int {
        let (scalar, end) = decodeScalar(of: text, at: index)
        let action = CodePointTable.shared.action(of: scalar)
        switch action {
        case .remove: break
        case .space: self.end(&word, &batch)
        case .keep, .isolate, .map:
            let scalars = if case .map(let mapped) = action { mapped } else { [scalar] }
            for scalar in scalars {
                let alone = CodePointTable.shared.action(of: scalar) == .isolate
                if alone { self.end(&word, &batch) }
                for byte in UTF8.encode(scalar) ?? .init() { word.append(byte, at: index..<end) }
                if alone { self.end(&word, &batch) }
            }
        }
        return end
    }

    /// Cuts the word under way into pieces; nothing where there is none.
    private func end(_ word: inout PendingWord, _ batch: inout TokenBatch) {
        guard !word.bytes.isEmpty else { return }
        let place = batch.append(word: word.place)
        appendPieces(of: word.bytes.span, hash: word.hash, codePoints: word.codePoints, place, to: &batch)
        word.removeAll()
    }

    /// Greedy longest match first; a word with an unknown rest is unknown as a whole.
    private func appendPieces(
        of bytes: Span<UInt8>, hash: TokenHash, codePoints: Int, _ place: Int32, to batch: inout TokenBatch
    ) {
        // Most words are tokens.
        if let id = vocabulary.id(of: hash) { return batch.append(id, word: place) }
        let first = batch.ids.count
        var start = 0
        while start < bytes.count, codePoints <= Vocabulary.longestWord {
            guard let piece = vocabulary.longestPiece(of: bytes, from: start) else { break }
            batch.append(piece.id, word: place)
            start = piece.end
        }
        guard start < bytes.count else { return }
        batch.ids.removeSubrange(first...)
        batch.wordIndices.removeSubrange(first...)
        batch.append(vocabulary.unknown, word: place)
    }
}

/// A word under way: its normalized bytes and where the text has it.
private struct PendingWord {
    var bytes: [UInt8] = []
    /// Of all its bytes, to be looked up as a whole.
    var hash = TokenHash()
    var codePoints = 0
    /// Bytes of the text, dropped code points at the ends left out.
    var place = 0..<0

    mutating func append(_ byte: UInt8, at range: Range<Int>) {
        place = bytes.isEmpty ? range : place.lowerBound..<range.upperBound
        bytes.append(byte)
        hash.append(byte)
        // Continuation bytes of UTF-8 start with 10.
        if byte & 0xC0 != 0x80 { codePoints += 1 }
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        hash = TokenHash()
        codePoints = 0
    }
}

/// The code point that starts at `index` of valid UTF-8, and where it ends.
private func decodeScalar(of text: Span<UInt8>, at index: Int) -> (scalar: Unicode.Scalar, end: Int) {
    let first = UInt32(text[index])
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = first & (0x7F >> UInt32(length))
    for offset in 1..<length where index + offset < text.count {
        value = value << 6 | UInt32(text[index + offset] & 0x3F)
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", min(index + length, text.count))
}
