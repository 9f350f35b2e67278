import Domain

// One crisis is told once. An alert that fires while another one tells of the same crisis stays an alert of
// its own in the history, and sends no notice: the other alert names its stream. They tell of the same crisis
// when
//
// * both are about one entity, the whole of it or one of its topics;
// * the open alert, of a wider stream, has claimed at least half of the stories;
// * the new alert is about a topic or the market, and a word that its stories have in common is in at least
//   half of the headlines that the open alert shows.
//
// An alert about an entity that is a hundred times rarer than it would have to be is told all the same,
// unless the same entity was told of within a day.

extension DetectorWork {
    /// The share of stories or headlines that two alerts must have in common.
    private static let shared = 0.5
    /// Headlines that must have the word of a wider alert, where an alert shows few.
    private static let fewestHeadlines = 2

    /// The open alert that tells of a crisis already, as it was told last; nil for news.
    ///
    /// - Parameters:
    ///   - evidence: The stories that would fire.
    ///   - common: The words that they have in common, if they need any.
    ///   - isFarRarer: Whether the alert is a hundred times rarer than it would have to be.
    func teller(
        of stream: Stream, _ evidence: [Evidence], common: CommonWords?, isFarRarer: Bool
    ) -> Alert? {
        guard stream.rule == nil else { return nil }
        let others = openAlerts().filter { $0.stream != stream && $0.stream.rule == nil }
        let family = others.first { $0.stream.symbol != nil && $0.stream.symbol == stream.symbol }
        if let root = root(of: family, among: others) {
            return isFarRarer && now - root.at >= Model.escalationPause ? nil : root
        }
        guard !isFarRarer || stream.symbol == nil else { return nil }
        let same = others.first { other in
            if let common {
                return common.isSubject(of: other.notice, share: Self.shared, Self.fewestHeadlines)
            }
            let claimed = evidence.count { detector.claims.claims($0.story, for: other.stream) }
            return Double(claimed) >= Self.shared * Double(evidence.count)
        }
        return root(of: same, among: others)
    }

    /// Whether an alert that was told with another one may now be told by itself: not while one about the
    /// same entity is open.
    func mayBeTold(_ alert: Alert) -> Bool {
        guard let teller = alert.toldBy else { return true }
        return !openAlerts().contains { $0.notice.id == teller && $0.stream.symbol == alert.stream.symbol }
    }

    private typealias Told = (stream: Stream, notice: Alert)

    /// The alert that people were told of, where an alert was itself told with another one; nil when that is
    /// over.
    private func root(of told: Told?, among others: [Told]) -> Alert? {
        guard let told, let teller = told.notice.toldBy else { return told?.notice }
        return others.first { $0.notice.id == teller }?.notice
    }

    /// The open alerts with their latest notices, in the order of their streams' names.
    private func openAlerts() -> [Told] {
        detector.claims.open.union(claimed.map(\.stream)).compactMap { stream in
            state(stream).open.map { (stream, $0.notice) }
        }.sorted { $0.stream.name < $1.stream.name }
    }

    /// Names a stream in the alert that tells of it.
    mutating func name(_ stream: Stream, in teller: Alert) {
        guard var open = state(teller.stream).open, !open.notice.touched.contains(stream) else { return }
        var notice = open.notice
        notice.touched.append(stream)
        open.refresh(notice)
        update(teller.stream) { $0.open = open }
        // A notice of this call is still to be stored.
        if let place = outcome.alerts.lastIndex(where: { $0.isSameNotice(as: notice) }) {
            outcome.alerts[place] = notice
        } else {
            grow(notice)
        }
    }

    /// Notes that the latest notice of an open alert has become another.
    mutating func grow(_ notice: Alert) {
        outcome.grown.removeAll { $0.id == notice.id }
        outcome.grown.append(notice)
    }
}

extension Alert {
    fileprivate func isSameNotice(as other: Alert) -> Bool { id == other.id && sequence == other.sequence }
}

extension CommonWords {
    /// Whether the headlines of an alert have one of the words in common, too.
    fileprivate func isSubject(of alert: Alert, share: Double, _ fewest: Int) -> Bool {
        words.contains { word in
            let having = alert.headlines.count { Self.begins(word, aWordOf: $0.title) }
            return having >= fewest && Double(having) >= share * Double(alert.headlines.count)
        }
    }
}
