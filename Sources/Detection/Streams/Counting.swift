import Domain

extension DetectorWork {
    /// Counts an item in each of its streams, and notes where it is bad news that may be judged.
    mutating func count(_ assessed: AssessedItem) {
        let time = assessed.item.eventTime
        if assessed.item.isFirstOfStory && !assessed.item.isBacklog {
            population.season.count(at: time)
        }
        let mayBeJudged = assessed.item.use == .evaluate
        var words: [String]?
        for (place, verdict) in streams(of: assessed) {
            let isBad = verdict.isBad
            // A changed title tells something only where it turns bad.
            if let formerly = assessed.formerlyBad {
                guard isBad, !formerly.contains(stream(place)) else { continue }
            }
            if isBad && words == nil { words = assessed.wordsShown }
            let evidence = isBad ? Evidence(assessed.item, verdict, words: words ?? []) : nil
            let isPositive = !isBad && verdict.sentiment.label == .positive
            count(assessed, at: place, evidence: evidence, isPositive: isPositive)
            if isBad && mayBeJudged { noteBad(at: place, time) }
        }
        countWords(assessed)
        for (place, evidence, isPositive) in watched(assessed) {
            count(assessed, at: place, evidence: evidence, isPositive: isPositive)
            if evidence != nil && mayBeJudged { noteBad(at: place, time) }
        }
    }

    /// Looks for spikes in the streams that got bad stories, narrow streams first: what they explain does not
    /// surprise the wider ones.
    mutating func judge() {
        let sorted = bad.sorted(by: <)
        let wide = sorted.firstIndex { $0.width > Stream.Kind.theme.width } ?? sorted.endIndex
        judge(sorted[..<wide])
        judgeThemes()
        judge(sorted[wide...])
    }

    private mutating func judge(_ bad: ArraySlice<BadBin>) {
        var rest = bad
        while let place = rest.first?.place {
            let own = rest.prefix { $0.place == place }
            judge(place, in: own.map(\.slot))
            rest = rest.dropFirst(own.count)
        }
    }
}

extension AssessedItem {
    /// The words that an alert shows of the item: what happened, not whom it happened to.
    ///
    /// First comes a word that names the adverse event: tone's attention may pass it by.
    var wordsShown: [String] {
        let names = Set(entities.flatMap(names))
        let heavy = assessment.topWords(Model.wordsShown, minimum: Model.leastAttention) {
            !names.contains($0.lowercased()) && !FunctionWords.contains($0)
        }.map(\.word)
        guard assessment.adverse?.isReported == true,
            let event = item.title.adverseWords.first(where: { !names.contains($0.lowercased()) })
        else { return heavy }
        let others = heavy.filter { $0.lowercased() != event.lowercased() }
        return Array(([event] + others).prefix(Model.wordsShown))
    }

    /// The words of an entity's names: as the title writes it, and as people know it.
    func names(of entity: AssessedEntity) -> [String] {
        let written = assessment.attention.indices.clamped(to: entity.words).map {
            assessment.attention[$0].word
        }
        let known = entity.name.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return (written + known + [entity.symbol ?? ""]).map { $0.lowercased() }
    }
}

extension Evidence {
    convenience init(_ item: Item, _ verdict: Verdict, words: [String]) {
        self.init(
            story: item.story, at: item.eventTime, feed: item.feed, title: item.title, link: item.link,
            score: verdict.sentiment.score, words: words, novelty: (item.novelty * 100).rounded() / 100,
            publisher: item.publisher?.owner, risks: verdict.badTypes,
            relevance: (verdict.relevance * 100).rounded() / 100)
    }
}
