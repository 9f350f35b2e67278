extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }

    /// Runs of white space as one blank, none at the ends.
    var singleSpaced: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// For text between tags.
    var escapedForMarkup: String {
        reduce(into: "") { out, character in
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            default: out.append(character)
            }
        }
    }
}

extension String {
    /// Nil in place of an empty string.
    var nonEmpty: String? { isEmpty ? nil : self }
}
