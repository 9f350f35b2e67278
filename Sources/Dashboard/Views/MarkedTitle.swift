import Domain

/// A title with the words that mattered to the model underlined, the more the thicker.
///
/// The weight is the width of the line, so that neither color nor opacity carries it.
enum MarkedTitle {
    /// Words with less attention are not marked, and from these on a line gets thicker.
    private static let steps: [Float] = [0.05, 0.12, 0.25]

    /// A piece of a title; `weight` is empty, `w1`, `w2` or `w3`.
    struct Piece: Equatable {
        let text: String
        let weight: String
        /// Stored, because templates see only what is.
        let isMarked: Bool

        init(text: String, weight: String) {
            self.text = text
            self.weight = weight
            isMarked = !weight.isEmpty
        }
    }

    /// The title in pieces; together they are the title.
    static func pieces(_ title: String, words: [WordWeight]) -> [Piece] {
        var weights: [String: Float] = [:]
        for word in words {
            weights[word.word.lowercased()] = max(weights[word.word.lowercased()] ?? 0, word.weight)
        }
        var pieces: [Piece] = []
        var plain = ""
        for part in parts(title) {
            let weight = weights[part.lowercased()] ?? 0
            guard let step = steps.lastIndex(where: { weight >= $0 }) else {
                plain += part
                continue
            }
            if !plain.isEmpty { pieces.append(Piece(text: plain, weight: "")) }
            plain = ""
            pieces.append(Piece(text: String(part), weight: "w\(step + 1)"))
        }
        if !plain.isEmpty { pieces.append(Piece(text: plain, weight: "")) }
        return pieces
    }

    /// Words and what is between them, in their order.
    private static func parts(_ title: String) -> [Substring] {
        var parts: [Substring] = []
        var start = title.startIndex
        var index = title.startIndex
        func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
        while index < title.endIndex {
            let next = title.index(after: index)
            if next == title.endIndex || isWord(title[index]) != isWord(title[next]) {
                parts.append(title[start..<next])
                start = next
            }
            index = next
        }
        return parts
    }
}
