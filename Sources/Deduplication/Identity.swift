import Domain

/// What makes an entry the same entry at the next poll: its id, its link, or a hash of its text.
func identity(of entry: Entry) -> String {
    if let id = entry.id { return "guid:\(id)" }
    if let link = entry.link { return "link:\(link)" }
    let text = "\(entry.title ?? "")\n\(entry.summary ?? entry.content ?? "")"
    return "hash:\(String(fingerprint(text.utf8), radix: 16))"
}

/// A fingerprint that copies of one story share: of the words of the title in lower case, without punctuation
/// and without the name of the publisher that aggregators append (` - Reuters`).
public func storyFingerprint(_ title: String) -> Int64 {
    var end = title.endIndex
    for separator in [" - ", " | ", " – "] {
        // A publisher's name is short, and what it follows is a headline.
        if let last = title.ranges(of: separator).last, title[last.upperBound...].count <= 30,
            title[..<last.lowerBound].split(separator: " ").count >= 4
        {
            end = min(end, last.lowerBound)
        }
    }
    let words = title[..<end].lowercased().split { !$0.isLetter && !$0.isNumber }
    return Int64(bitPattern: fingerprint(words.joined(separator: " ").utf8))
}
