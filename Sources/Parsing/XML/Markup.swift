extension StringProtocol {
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
