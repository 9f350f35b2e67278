/// Finds the word that somebody meant.
enum Suggestion {
    /// `; did you mean "x"?`, or the list of what there is when nothing is near.
    static func nearestOrAll(_ word: String, _ known: [String]) -> String {
        if let nearest = nearest(word, known) { return "; did you mean \"\(nearest)\"?" }
        return known.isEmpty ? "" : "; known are \(known.joined(separator: ", "))"
    }

    /// `; did you mean "x"?`, or nothing when nothing is near.
    static func nearestOrNone(_ word: String, _ known: [String]) -> String {
        nearest(word, known).map { "; did you mean \"\($0)\"?" } ?? ""
    }

    /// The known word that is at most two edits away, or a third of its letters; of words of up to three
    /// letters at most one.
    ///
    /// Capitals and small letters are the same, unless two words differ in nothing else.
    static func nearest(_ word: String, _ known: [String]) -> String? {
        func distances(_ other: String) -> (Int, Int) {
            (editDistance(word.lowercased(), other.lowercased()), editDistance(word, other))
        }
        guard let nearest = known.min(by: { distances($0) < distances($1) }) else { return nil }
        let most = nearest.count > 3 ? max(2, nearest.count / 3) : 1
        return distances(nearest).0 <= most ? nearest : nil
    }

    /// The edits (insert, delete, replace, or exchange of neighbors) that lead from one word to the other
    /// (Damerau 1964, no letter edited twice).
    static func editDistance(_ a: String, _ b: String) -> Int {
        let (x, y) = (Array(a), Array(b))
        var before: [Int] = []
        var last = Array(0...y.count)
        for i in x.indices {
            var row = [i + 1]
            for j in y.indices {
                var edits = min(last[j] + (x[i] == y[j] ? 0 : 1), row[j] + 1, last[j + 1] + 1)
                if i > 0, j > 0, x[i] == y[j - 1], x[i - 1] == y[j] { edits = min(edits, before[j - 1] + 1) }
                row.append(edits)
            }
            (before, last) = (last, row)
        }
        return last[y.count]
    }
}
