import Domain

// What is forgotten of the words, so that they take no more room whatever comes. What is to be dropped is
// chosen by lists of numbers: a copy of all that is remembered would take as much room again.

extension ThemeChanges {
    /// Forgets the terms that have nothing left to say, and the stories that no window holds.
    mutating func dropSpent(of memory: ThemeMemory, at slot: Int32) {
        for (key, term) in memory.terms where terms[key] == nil && term.isSpent(at: slot) {
            droppedTerms[key] = term.text
        }
        // The windows of what comes a day late begin a day before the others.
        let oldest = slot - TermBin.windows[1] - TermBin.windows[0]
        for (id, story) in memory.stories where story.slot < oldest {
            droppedStories.append(id)
            stories[id] = nil
        }
    }

    /// Forgets the terms that have taught least, where there are too many.
    mutating func dropLightestTerms(of memory: ThemeMemory, at slot: Int32) {
        let added = terms.keys.count { memory.terms[$0] == nil }
        let held = memory.terms.count + added - droppedTerms.count
        guard held > ThemeMemory.mostTerms else { return }
        var weights: [(weight: Double, key: UInt64)] = []
        weights.reserveCapacity(held)
        for (key, term) in memory.terms where terms[key] == nil && droppedTerms[key] == nil {
            weights.append((term.weight(at: slot), key))
        }
        for (key, term) in terms { weights.append((term.weight(at: slot), key)) }
        weights.sort { ($0.weight, $0.key) < ($1.weight, $1.key) }
        for (_, key) in weights.prefix(held - ThemeMemory.termsLeft) {
            droppedTerms[key] = (terms[key] ?? memory.terms[key])?.text
            terms[key] = nil
        }
    }

    /// Forgets the oldest stories, where there are too many.
    mutating func dropOldestStories(of memory: ThemeMemory) {
        let added = stories.keys.count { memory.stories[$0] == nil }
        let held = memory.stories.count + added - droppedStories.count
        guard held > ThemeMemory.mostStories else { return }
        let gone = Set(droppedStories)
        var slots: [(slot: Int32, id: StoryID)] = []
        slots.reserveCapacity(held)
        for (id, story) in memory.stories where stories[id] == nil && !gone.contains(id) {
            slots.append((story.slot, id))
        }
        for (id, story) in stories { slots.append((story.slot, id)) }
        slots.sort { ($0.slot, $0.id.value) < ($1.slot, $1.id.value) }
        for (_, id) in slots.prefix(held - ThemeMemory.storiesLeft) {
            droppedStories.append(id)
            stories[id] = nil
        }
    }
}
