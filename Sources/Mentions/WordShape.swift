/// The form of one word.
enum WordShape: Equatable {
    case lower, capitalized, capitals
    /// A number, or punctuation.
    case other

    init(of word: String) {
        if let shape = Self.ascii(word.utf8) {
            self = shape
        } else if let first = word.unicodeScalars.first, first.properties.isAlphabetic {
            let hasLower = word.unicodeScalars.dropFirst().contains { $0.properties.isLowercase }
            self = !first.properties.isUppercase ? .lower : hasLower ? .capitalized : .capitals
        } else {
            self = .other
        }
    }

    /// The form of a word of ASCII characters; nil where there are others, whose properties are slow to get.
    private static func ascii(_ word: String.UTF8View) -> WordShape? {
        var (first, hasLower): (UInt8?, Bool) = (nil, false)
        for byte in word {
            guard byte < 0x80 else { return nil }
            if first == nil { first = byte } else if (0x61...0x7A).contains(byte) { hasLower = true }
        }
        switch first {
        case (0x61...0x7A)?: return .lower
        case (0x41...0x5A)?: return hasLower ? .capitalized : .capitals
        default: return .other
        }
    }
}
