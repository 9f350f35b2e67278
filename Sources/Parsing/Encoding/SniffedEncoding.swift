// The encoding of a text that names none, or a wrong one. Letters beyond ASCII are rare and single in western
// Europe. Elsewhere they come in pairs or in runs, most of them in the part of the table that an encoding
// keeps for its frequent characters (Li and Momoi, "A composite approach to language/encoding detection",
// 2001).

/// Bytes beyond ASCII that are looked at; what does not show by then does not show.
private let sampleBytes = 8000
/// Of the characters this share must be typical of an encoding.
private let typicalShare = 0.8
/// Of Japanese text at least this share is kana, of no other text.
private let kanaShare = 0.2

/// An encoding that may be guessed, with how its characters look as bytes.
private struct Guess: Sendable {
    let encoding: String
    /// The code of its language in a feed's `language` or `xml:lang`.
    let language: String
    /// Whether the accented letters and quotes of western Europe would be typical of it.
    var isLikeWestern = false
    /// The bytes of the character that two bytes begin, and whether that is a frequent one; nil for none.
    let character: @Sendable (_ lead: UInt8, _ trail: UInt8) -> (length: Int, isTypical: Bool)?

    /// Those whose characters are told apart best come first.
    static let all = [
        Guess(encoding: "cp949", language: "ko") { pair($0, $1, 0xA1...0xFE, typical: 0xB0...0xC8) },
        Guess(encoding: "windows-1251", language: "ru", isLikeWestern: true) { lead, _ in (1, lead >= 0xC0) },
        Guess(encoding: "euc-jp", language: "ja") { pair($0, $1, 0xA1...0xFE, typical: 0xA4...0xA5) },
        Guess(encoding: "gb18030", language: "zh") { pair($0, $1, 0xA1...0xFE, typical: 0xB0...0xD7) },
        Guess(encoding: "cp932", language: "ja", isLikeWestern: true) { lead, trail in
            if (0xA1...0xDF).contains(lead) { return (1, false) }
            guard (0x81...0xFC).contains(lead), (0x40...0xFC).contains(trail), trail != 0x7F else {
                return nil
            }
            return (2, (0x82...0x83).contains(lead) || (0x88...0x97).contains(lead))
        },
        Guess(encoding: "big5-hkscs", language: "zh") { lead, trail in
            let isTrail = (0x40...0x7E).contains(trail) || (0xA1...0xFE).contains(trail)
            return isTrail ? (2, (0xA4...0xC6).contains(lead)) : nil
        },
    ]

    /// A character of two bytes, the second of which is in a range.
    private static func pair(
        _ lead: UInt8, _ trail: UInt8, _ trails: ClosedRange<UInt8>, typical: ClosedRange<UInt8>
    ) -> (length: Int, isTypical: Bool)? {
        lead >= 0xA1 && trails.contains(trail) ? (2, typical.contains(lead)) : nil
    }
}

/// The encoding that bytes which are not UTF-8 are most likely in.
func sniffedEncoding(_ bytes: [UInt8]) -> String {
    let isWestern = isWestern(bytes)
    var shares = Guess.all.filter { !isWestern || !$0.isLikeWestern }.map {
        (encoding: $0.encoding, language: $0.language, share: share(of: $0, in: bytes))
    }
    if let language = language(of: bytes) {
        let own = shares.filter { $0.language == language && $0.share > kanaShare }
        shares = own.isEmpty ? shares : own
    }
    if shares.contains(where: { $0.encoding == "euc-jp" && $0.share >= kanaShare }) { return "euc-jp" }
    // Of equal ones the first, which is stricter.
    guard let best = shares.map(\.share).max(), best >= typicalShare,
        let encoding = shares.first(where: { $0.share == best })?.encoding
    else { return "windows-1252" }
    return variant(encoding, bytes)
}

/// Whether letters beyond ASCII stand alone among others.
private func isWestern(_ bytes: [UInt8]) -> Bool {
    let runs = bytes.split { $0 < 0x80 }
    let letters = runs.reduce(0) { $0 + $1.count }
    let plain = bytes.lazy.filter { isLetterOrDigit($0) }.count
    return letters < runs.count * 2 && letters * 4 < plain
}

/// The share of the characters beyond ASCII that are typical of an encoding; 0 when one is none at all.
private func share(of guess: Guess, in bytes: [UInt8]) -> Double {
    var (index, count, typical) = (0, 0, 0)
    while index < bytes.count, count < sampleBytes {
        guard bytes[index] >= 0x80 else {
            index += 1
            continue
        }
        let trail = index + 1 < bytes.count ? bytes[index + 1] : 0
        guard let (length, isTypical) = guess.character(bytes[index], trail) else { return 0 }
        count += 1
        typical += isTypical ? 1 : 0
        index += length
    }
    return count == 0 ? 0 : Double(typical) / Double(count)
}

/// KOI8-R keeps small letters, which are most, where windows-1251 has the capitals.
private func variant(_ encoding: String, _ bytes: [UInt8]) -> String {
    guard encoding == "windows-1251" else { return encoding }
    let (high, low) = bytes.lazy.filter { $0 >= 0xC0 }.reduce(into: (0, 0)) { counts, byte in
        if byte >= 0xE0 { counts.0 += 1 } else { counts.1 += 1 }
    }
    return high >= low ? encoding : "koi8-r"
}

/// The language that a feed says it is in: two letters after `<language>` or `lang=`.
private func language(of bytes: [UInt8]) -> String? {
    for mark in ["<language>", "xml:lang=\"", "xml:lang='"] {
        guard let start = end(of: Array(mark.utf8), in: bytes.prefix(4096)[...]) else { continue }
        return String(decoding: bytes[start...].prefix(2), as: UTF8.self).lowercased()
    }
    return nil
}
