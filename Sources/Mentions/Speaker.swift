// Whether an analyst house speaks about others: "Goldman Sachs says Acme will fall", "cut at Credit Suisse",
// "… , says Moody's". Such a title is not about the house.
extension Judge {
    func isSpeaker(_ candidate: Candidate) -> Bool {
        let near = Neighbors(of: candidate.words, in: title)
        if title.is(near.next, .analystVerb) {
            return !title.is(near.next + 1, .ofHouse)
                && (!title.has(.ofHouse) || names(others: candidate))
        }
        let before = title.lower(near.before)
        if ["at", "by", "from"].contains(before) { return title.has(.rating) }
        if before == "to", title.lower(near.before - 1) == "according" { return true }
        let isLast = near.next >= title.words.count
        return isLast && [":", "says", "warns", "-", ","].contains(before)
            || title.lower(near.next) == ":" && near.before < 0 && names(others: candidate)
    }

    /// Whether the title may name another entity.
    private func names(others candidate: Candidate) -> Bool {
        candidates.contains {
            $0.name.symbol != nil && $0.name.symbol != candidate.name.symbol && $0.words != candidate.words
        }
    }
}
