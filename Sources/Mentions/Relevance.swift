/// A run of words that names an entity.
struct Occurrence: Equatable {
    let symbol: String
    let words: Range<Int>
}

/// How much a text is about each entity that it names, in (0, 1], by symbol.
///
/// The mean of two shares: how early the entity is first named (English headlines put first what they are
/// about), and its part of all occurrences. The only entity of a text that begins with it has 1; the last of
/// a list has little.
///
/// - Parameter count: The words of the text.
func relevances(of occurrences: [Occurrence], words count: Int) -> [String: Float] {
    var relevances: [String: Float] = [:]
    let part = 1 / Float(max(occurrences.count, 1))
    for occurrence in occurrences {
        let earliness = 1 - Float(occurrence.words.lowerBound) / Float(max(count, 1))
        relevances[occurrence.symbol] = (relevances[occurrence.symbol] ?? earliness / 2) + part / 2
    }
    return relevances
}
