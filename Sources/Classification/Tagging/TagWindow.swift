import Domain
package import Tokenization

// Who "Clinton" is, the sentence before may say. So the sentences of a document are tagged a few at a time,
// together with some of those before and behind.

/// Sentences that are tagged together with others around them.
package struct TagWindow: Sendable, Equatable {
    /// Tokens of the sentences that are tagged, at most, unless one has more.
    private static let own = 96
    /// Tokens of the sentences on either side, at most.
    private static let margin = 64

    /// All sentences of the window.
    package let sentences: Range<Int>
    /// Those that are tagged.
    package let tagged: Range<Int>

    /// Cuts a document into windows whose tagged sentences are all of it.
    ///
    /// - Parameter tokens: How many each sentence has.
    package static func cut(_ tokens: [Int]) -> [TagWindow] {
        var windows: [TagWindow] = []
        var start = 0
        while start < tokens.count {
            let end = fill(from: start, own, tokens, by: 1)
            let tagged = start..<max(end, start + 1)
            let first = fill(from: start - 1, margin, tokens, by: -1) + 1
            let last = fill(from: tagged.upperBound, margin, tokens, by: 1)
            windows.append(TagWindow(sentences: first..<last, tagged: tagged))
            start = tagged.upperBound
        }
        return windows
    }

    /// The first sentence that has no room any more.
    private static func fill(from start: Int, _ room: Int, _ tokens: [Int], by step: Int) -> Int {
        var (place, left) = (start, room)
        while tokens.indices.contains(place), tokens[place] <= left {
            left -= tokens[place]
            place += step
        }
        return place
    }
}

extension Tokenizer {
    /// How many tokens each sentence has, without a frame.
    package func tokenCounts(_ sentences: [[String]]) -> [Int] {
        let batch = tokenize(sentences.map { $0.joined(separator: " ") })
        return (0..<batch.count).map { batch.range(of: $0).count - 2 }
    }
}

/// Tags the sentences of documents with those around them.
///
/// - Parameters:
///   - tokens: How many each sentence of each document has.
///   - tag: Tags texts, a list of answers for each, one for each word.
/// - Returns: The answers, a list for each sentence of each document.
package func taggedDocuments<Answer>(
    _ documents: [[[String]]], tokens: [[Int]], _ tag: ([TagText]) -> [[Answer]]
) -> [[[Answer]]] {
    let windows = zip(documents, tokens).map { TagWindow.cut($1) }
    let texts = zip(documents, windows).flatMap { document, windows in
        windows.map { TagText(sentences: Array(document[$0.sentences])) }
    }
    var answers = tag(texts)[...]
    return zip(documents, windows).map { document, windows in
        windows.flatMap { window in
            var own = (answers.popFirst() ?? [])[...]
            return window.sentences.compactMap { sentence in
                let words = own.prefix(document[sentence].count)
                own = own.dropFirst(document[sentence].count)
                return window.tagged.contains(sentence) ? Array(words) : nil
            }
        }
    }
}
