import Domain

// Labels of texts that may not be passed on name each by its fingerprint, and what is in it by its bytes.

/// Texts by their keys.
func textsByKey(_ texts: [String]) -> [UInt64: String] {
    Dictionary(texts.map { (fingerprint($0.utf8), $0) }, uniquingKeysWith: { first, _ in first })
}

extension String {
    /// What some of the text's bytes of UTF-8 say; nil where they are none, or cut a character.
    func part(fromByte start: Int, to end: Int) -> String? {
        guard start >= 0, start < end, end <= utf8.count else { return nil }
        return String(validating: utf8.dropFirst(start).prefix(end - start), as: UTF8.self)
    }
}
