package import Domain

/// Where the words of texts are among the tokens of their batch.
package struct TagRows: Sendable {
    /// The shape of each token's word; `CaseShape.none` for the frame.
    package let shapes: [Int]
    /// The row of the first token of each text's words; nil for a word without tokens, or beyond the end of a
    /// text that was cut short.
    package let words: [[Int?]]

    /// - Parameter texts: The texts of the batch, cut into words.
    package init(_ batch: TokenBatch, _ texts: [TagText]) {
        precondition(batch.count == texts.count)
        var shapes = [Int](repeating: CaseShape.none, count: batch.ids.count)
        var words: [[Int?]] = []
        for (text, tagged) in texts.enumerated() {
            var rows = [Int?](repeating: nil, count: tagged.words.count)
            let places = batch.places(of: text)
            // Both lists of words are in order.
            var word = 0
            for row in batch.range(of: text) where batch.wordIndices[row] >= 0 {
                let place = Int(places[places.startIndex + Int(batch.wordIndices[row])].lowerBound)
                while word < rows.count, tagged.words[word].upperBound <= place { word += 1 }
                guard word < rows.count, tagged.words[word].contains(place) else { continue }
                shapes[row] = tagged.shapes[word]
                if rows[word] == nil { rows[word] = row }
            }
            words.append(rows)
        }
        self.shapes = shapes
        self.words = words
    }
}
