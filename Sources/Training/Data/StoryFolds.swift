import Domain

// A story is told in many headlines. If one of them is learned from and another is judged, the judgment is of
// memory; so headlines of one story are always in the same fold.

/// Texts whose words overlap by at least this share of all words of both are of one story.
private let leastOverlap = 0.5
/// Or those that have this many words in common, and at least this share of the shorter text's words.
private let commonWords = (count: 3, share: 0.6)

/// The fold of each text, from 0; texts of one story are in the same fold.
///
/// Function words and single letters do not count. Cost: grows with the pairs of texts that have a word in
/// common.
/// - Parameter groups: Texts of the same group are in the same fold, whatever their words.
func storyFolds(_ texts: [String], count: Int, groups: [String: String] = [:]) -> [Int] {
    let words = texts.map { text in
        Set(
            text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).filter {
                $0.utf8.count > 1 && !FunctionWords.contains($0)
            })
    }
    var stories = DisjointSets(count: texts.count)
    var textsWithWord: [String: [Int]] = [:]
    for (text, own) in words.enumerated() {
        var shared: [Int: Int] = [:]
        for word in own {
            for other in textsWithWord[word] ?? [] { shared[other, default: 0] += 1 }
            textsWithWord[word, default: []].append(text)
        }
        for (other, count) in shared {
            let (mine, others) = (own.count, words[other].count)
            let isCopy = Double(count) >= leastOverlap * Double(mine + others - count)
            let isPart =
                count >= commonWords.count && Double(count) >= commonWords.share * Double(min(mine, others))
            if isCopy || isPart { stories.join(text, other) }
        }
    }
    var firstOfGroup: [String: Int] = [:]
    for (text, content) in texts.enumerated() {
        guard let group = groups[content] else { continue }
        if let first = firstOfGroup[group] { stories.join(first, text) } else { firstOfGroup[group] = text }
    }
    // The story's first text decides, so that the order in which pairs were joined does not.
    return texts.indices.map { text in
        // The high bits: the lowest of this hash is no more than the parity of the text's bytes.
        let hash = fingerprint(texts[stories.first(of: text)].utf8)
        return Int(hash.multipliedFullWidth(by: UInt64(count)).high)
    }
}

/// Sets of numbers that are joined two by two (Tarjan 1975), each known by its least member.
private struct DisjointSets {
    private var parents: [Int]

    init(count: Int) { parents = Array(0..<count) }

    mutating func first(of member: Int) -> Int {
        var member = member
        while parents[member] != member {
            parents[member] = parents[parents[member]]
            member = parents[member]
        }
        return member
    }

    mutating func join(_ one: Int, _ other: Int) {
        let (a, b) = (first(of: one), first(of: other))
        parents[max(a, b)] = min(a, b)
    }
}
