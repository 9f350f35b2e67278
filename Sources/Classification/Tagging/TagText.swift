/// A text to be tagged: its words, how they are written, and where its sentences begin.
public struct TagText: Sendable, Equatable {
    /// The text itself.
    public let text: String
    /// Where each word is, in UTF-8 bytes; in order, and none in another.
    public let words: [Range<Int>]
    /// The shape of each word.
    package let shapes: [Int]
    /// Whether a word begins a sentence.
    package let beginsSentence: [Bool]

    /// Cuts a text into words and sentences.
    public init(_ text: String) {
        self.text = text
        let segments = WordSegments(text)
        words = segments.words
        beginsSentence = segments.beginsSentence
        let bytes = Array(text.utf8)
        let written = words.map { String(decoding: bytes[$0], as: UTF8.self) }
        let starts = beginsSentence.indices.filter { segments.beginsSentence[$0] } + [words.count]
        shapes = zip(starts, starts.dropFirst()).flatMap { CaseShape.shapes(of: Array(written[$0..<$1])) }
    }

    /// A text of sentences that are cut into words already.
    ///
    /// - Parameter written: The words as they are taken to be written, if not as in `sentences`.
    package init(sentences: [[String]], written: [[String]]? = nil) {
        var text = ""
        var words: [Range<Int>] = []
        var beginsSentence: [Bool] = []
        for sentence in sentences {
            for (place, word) in sentence.enumerated() {
                if !words.isEmpty { text += " " }
                let start = text.utf8.count
                text += word
                words.append(start..<text.utf8.count)
                beginsSentence.append(place == 0)
            }
        }
        self.text = text
        self.words = words
        self.beginsSentence = beginsSentence
        shapes = (written ?? sentences).flatMap { CaseShape.shapes(of: $0) }
    }

    /// Some of a text's words.
    private init(_ text: String, words: [Range<Int>], shapes: [Int], beginsSentence: [Bool]) {
        self.text = text
        self.words = words
        self.shapes = shapes
        self.beginsSentence = beginsSentence
    }

    /// A part of the text that has some of its words.
    func part(_ range: Range<Int>) -> TagText {
        guard let first = words[range].first, let last = words[range].last else { return TagText("") }
        let part = String(
            decoding: Array(text.utf8.dropFirst(first.lowerBound).prefix(last.upperBound - first.lowerBound)),
            as: UTF8.self)
        return TagText(
            part,
            words: words[range].map {
                $0.lowerBound - first.lowerBound..<$0.upperBound - first.lowerBound
            },
            shapes: Array(shapes[range]), beginsSentence: Array(beginsSentence[range]))
    }
}
