// Whether an analyst house speaks about others: "Goldman Sachs says Acme will fall", "cut at Credit Suisse",
// "… , says Moody's". Such a title is not about the house.
extension Judge {
    func isSpeaker(_ candidate: Candidate) -> Bool {
        let near = Neighbors(of: candidate.words, in: title)
        let next = title.lower(near.next)
        if AnalystWords.verbs.contains(next) {
            return !AnalystWords.own.contains(title.lower(near.next + 1))
                && (title.lowered.indices.allSatisfy { !AnalystWords.own.contains(title.lowered[$0]) }
                    || names(others: candidate))
        }
        let before = title.lower(near.before)
        if ["at", "by", "from"].contains(before) {
            return title.lowered.contains(where: AnalystWords.ratings.contains)
        }
        if before == "to", title.lower(near.before - 1) == "according" { return true }
        let isLast = near.next >= title.words.count
        return isLast && [":", "says", "warns", "-", ","].contains(before)
            || [":", "says", "warns"].contains(before) && AnalystWords.verbs.contains(next)
            || next == ":" && near.before < 0 && names(others: candidate)
    }

    /// Whether the title may name another entity.
    private func names(others candidate: Candidate) -> Bool {
        candidates.contains { $0.name.symbol != nil && $0.name.symbol != candidate.name.symbol }
    }
}
