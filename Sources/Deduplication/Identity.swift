import Domain

/// What makes an entry the same entry at the next poll: its id, its link, or a hash of its text.
///
/// - Parameter shared: Keys that other entries have as well; an entry that has no other is known by its title
///   and date.
func identity(of entry: Entry, except shared: Set<String> = []) -> String {
    if let key = idKey(entry), !shared.contains(key) { return key }
    if let key = linkKey(entry), !shared.contains(key) { return key }
    let isNamed = entry.id != nil || entry.link != nil
    let rest = isNamed ? entry.published?.reading.rfc3339 : nil
    let text = "\(entry.title ?? "")\n\(rest ?? entry.summary ?? entry.content ?? "")"
    return "hash:\(String(fingerprint(text.utf8), radix: 16))"
}

/// The key of an entry by its id.
func idKey(_ entry: Entry) -> String? { entry.id.map { "guid:\($0)" } }

/// The key of an entry by its link.
func linkKey(_ entry: Entry) -> String? { entry.link.map { "link:\($0)" } }

/// Keys under which an entry may have been stored before its id, or its link, was seen to be shared.
func formerKeys(of entry: Entry, key: String) -> [String] {
    Array([idKey(entry), linkKey(entry)].compactMap { $0 }.prefix { $0 != key })
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
