import Domain
import Mustache

/// A title with the words that mattered to the model underlined, the more the thicker.
///
/// The weight is the width of the line, so that neither color nor opacity carries it.
struct MarkedTitle {
    private let pieces: [Piece]

    /// A title of which some words mattered.
    init(_ title: String, words: [WordWeight]) { pieces = Self.pieces(title, words: words) }

    /// Words with less attention are not marked, and from these on a line gets thicker.
    private static let steps: [Float] = [0.05, 0.12, 0.25]

    /// A piece of a title; `weight` is empty, `w1`, `w2` or `w3`.
    struct Piece: Equatable {
        let text: String
        let weight: String

        var isMarked: Bool { !weight.isEmpty }
    }

    /// The title in pieces; together they are the title.
    static func pieces(_ title: String, words: [WordWeight]) -> [Piece] {
        guard !words.isEmpty else { return [Piece(text: title, weight: "")] }
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
        let scalars = title.unicodeScalars
        var parts: [Substring] = []
        var (start, wasWord) = (scalars.startIndex, false)
        for index in scalars.indices {
            let isWord = isWord(scalars[index])
            if isWord != wasWord, start < index {
                parts.append(title[start..<index])
                start = index
            }
            wasWord = isWord
        }
        if start < scalars.endIndex { parts.append(title[start...]) }
        return parts
    }

    /// Whether a scalar is part of a word; marks are part of what they are on.
    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
                || ("0"..."9").contains(scalar)
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
            return true
        default: return scalar.properties.isAlphabetic
        }
    }
}

/// Written whole, which takes a tenth of the time of a template: a page has hundreds of pieces.
extension MarkedTitle: MustacheCustomRenderable {
    var renderText: String {
        pieces.map { piece in
            let text = escapedMarkup(piece.text)
            return piece.isMarked ? "<mark class=\"\(piece.weight)\">\(text)</mark>" : text
        }.joined()
    }
}
