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

    /// The known word that is at most two edits away, or a third of its letters.
    static func nearest(_ word: String, _ known: [String]) -> String? {
        let nearest = known.min { editDistance(word, $0) < editDistance(word, $1) }
        guard let nearest, editDistance(word, nearest) <= max(2, nearest.count / 3) else { return nil }
        return nearest
    }

    /// The edits (insert, delete, replace) that lead from one word to the other (Levenshtein 1966).
    static func editDistance(_ a: String, _ b: String) -> Int {
        let (x, y) = (Array(a), Array(b))
        var row = Array(0...y.count)
        for i in x.indices {
            var diagonal = row[0]
            row[0] = i + 1
            for j in y.indices {
                let replaced = diagonal + (x[i] == y[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
            }
        }
        return row[y.count]
    }
}
