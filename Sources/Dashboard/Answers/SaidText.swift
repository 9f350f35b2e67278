/// What visitors write of themselves and of alerts, as it may be stored.
enum SaidText {
    /// A text on one line: without the characters that control terminals or turn the direction of the text
    /// after them, and not longer than so many Unicode scalars, because one letter may carry thousands of
    /// accents; nil for none.
    static func line(_ text: String, longest: Int) -> String? {
        var line = String.UnicodeScalarView()
        var owesSpace = false
        for scalar in text.unicodeScalars where line.count < longest {
            if scalar.properties.isWhitespace {
                owesSpace = !line.isEmpty
            } else if scalar.properties.generalCategory != .control, !scalar.properties.isBidiControl {
                if owesSpace { line.append(" ") }
                owesSpace = false
                line.append(scalar)
            }
        }
        return line.isEmpty ? nil : String(line.prefix(longest))
    }
}
