public import Domain
import Glibc

/// Counts the names that no catalogue lists, and decides which of them are companies with a stream of their
/// own: a pure function of what was counted, the items and what people said.
///
/// A name becomes an entity once three stories of two months, more or less, from two owners of sources have
/// it, what is said around it speaks for a company, and the model seldom takes it for something else. It goes
/// by the symbol of the one listed company that has its name, else by the name itself.
///
/// However many names come, no more than `capacity` are kept: a name's weight halves every two months, the
/// lightest are forgotten first, and what was forgotten is counted anew.
public struct Discovery: Sendable {
    /// The names that are kept at most.
    public static let capacity = 20_000
    /// Once this many names have a stream, only names that people accept get one.
    static let mostWatched = 2000
    /// What is kept when there are too many: to make room costs a look at all of them.
    private static let kept = 18_000
    /// A name of a single story is forgotten after two months, of two after four.
    private static let leastWeight = 0.5
    /// A stream without a story is forgotten after half a year.
    private static let longestSilence: Duration = .seconds(180 * 86400)

    /// What is known of names, by their keys.
    public private(set) var names: [String: DiscoveredEntity]
    private let listed: ListedNames
    private var watched: Int
    private var swept: Instant?

    /// - Parameters:
    ///   - names: What was counted before.
    ///   - listed: What a name is linked to.
    public init(names: [DiscoveredEntity] = [], listed: ListedNames = ListedNames([])) {
        self.names = Dictionary(names.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        self.listed = listed
        watched = names.count { $0.symbol != nil }
    }

    /// What a call found.
    public struct Outcome: Sendable {
        /// The items, with symbols for the names that are known by now.
        public var items: [AssessedItem] = []
        /// The names of which something changed.
        public internal(set) var changed: [String: DiscoveredEntity] = [:]
        /// The keys of those that are forgotten.
        public internal(set) var forgotten: Set<String> = []
        var swept: Instant?

        /// Nothing was found.
        public init() {}
    }

    /// The keys of the names in some texts, for which the choices of people are asked.
    public static func keys(in items: [AssessedItem]) -> Set<String> {
        Set(
            items.flatMap(\.text.unlisted).filter { $0.kind == .organization }
                .compactMap { CompanyName($0.name)?.key })
    }

    /// Counts the names of items and tells which are entities.
    ///
    /// - Parameters:
    ///   - owner: Whose source an item is from.
    ///   - choices: What people said of the names, by key.
    public func observe(
        _ items: [AssessedItem], choices: [String: EntityChoice] = [:], now: Instant,
        owner: (Item) -> String
    ) -> Outcome {
        var outcome = Outcome()
        for item in items {
            guard !item.text.unlisted.isEmpty else {
                outcome.items.append(item)
                continue
            }
            var symbols: [String: (symbol: String, name: String)] = [:]
            for name in item.text.unlisted {
                guard let found = CompanyName(name.name) else { continue }
                guard name.kind == .organization else {
                    doubt(found, at: now, &outcome)
                    continue
                }
                let entity = count(found, name.evidence, of: item, owner: owner(item.item), &outcome)
                guard let entity else { continue }
                symbols[found.key] = decide(entity, choices[found.key], &outcome)
            }
            var known = item
            known.text = item.text.with { symbols[$0] }
            outcome.items.append(known)
        }
        sweep(&outcome, at: now)
        return outcome
    }

    /// A text with symbols for the names that are known, after an outcome that is not adopted yet.
    public func named(_ text: TextAssessment, after outcome: Outcome) -> TextAssessment {
        text.with { known($0, outcome).flatMap { entity in entity.symbol.map { ($0, entity.name) } } }
    }

    /// Takes over what was found, once it is stored.
    public mutating func adopt(_ outcome: Outcome) {
        for (key, entity) in outcome.changed {
            let former = names.updateValue(entity, forKey: key)
            watched += (entity.symbol == nil ? 0 : 1) - (former?.symbol == nil ? 0 : 1)
        }
        for key in outcome.forgotten {
            if names.removeValue(forKey: key)?.symbol != nil { watched -= 1 }
        }
        swept = outcome.swept ?? swept
    }

    /// What people call the entities that have a stream, by symbol.
    public var namesBySymbol: [String: String] {
        Dictionary(
            names.values.compactMap { entity in entity.symbol.map { ($0, entity.name) } },
            uniquingKeysWith: { min($0, $1) })
    }

    private func known(_ key: String, _ outcome: Outcome) -> DiscoveredEntity? {
        outcome.changed[key] ?? names[key]
    }

    /// Counts a story that names somebody; nil where the name is not worth a count.
    private func count(
        _ name: CompanyName, _ evidence: Float, of item: AssessedItem, owner: String, _ outcome: inout Outcome
    ) -> DiscoveredEntity? {
        let time = item.item.fetchedAt
        var entity =
            known(name.key, outcome)
            ?? DiscoveredEntity(key: name.key, name: name.text, firstSeen: time)
        // A changed title and a copy tell nothing new of a name.
        guard item.item.isFirstOfStory, item.formerlyBad == nil else {
            return known(name.key, outcome)
        }
        entity.fade(until: time)
        entity.stories += 1
        entity.weight += 1
        entity.evidence += Double(evidence)
        if !entity.sources.contains(owner), entity.sources.count < DiscoveredEntity.mostSources {
            entity.sources.append(owner)
        }
        outcome.changed[name.key] = entity
        return entity
    }

    /// Notes that a name, or the last word of a person's, is something else than a company.
    private func doubt(_ name: CompanyName, at now: Instant, _ outcome: inout Outcome) {
        let last = name.key.split(separator: " ").last.map(String.init)
        for key in Set([name.key, last ?? name.key]) {
            guard var entity = known(key, outcome) else { continue }
            entity.fade(until: now)
            entity.doubts += 1
            outcome.changed[key] = entity
        }
    }

    /// The symbol of a name; nil as long as nobody knows whether it is a company.
    private func decide(
        _ entity: DiscoveredEntity, _ choice: EntityChoice?, _ outcome: inout Outcome
    ) -> (symbol: String, name: String)? {
        var entity = entity
        let own = listed.symbol(of: entity.key) ?? entity.name
        switch choice?.kind {
        case .ignored: entity.symbol = nil
        case .merged, .accepted: entity.symbol = choice?.symbol ?? own
        case nil:
            let isFree = own != entity.name || !listed.isSymbol(own)
            if entity.symbol == nil, isFree, watched < Self.mostWatched,
                entity.isCompany(isListed: own != entity.name)
            {
                entity.symbol = own
            }
        }
        if entity != known(entity.key, outcome) { outcome.changed[entity.key] = entity }
        return entity.symbol.map { ($0, entity.name) }
    }

    /// Forgets once a day what is light, and whatever is too much.
    private func sweep(_ outcome: inout Outcome, at now: Instant) {
        let count = names.count + outcome.changed.keys.count { names[$0] == nil }
        let isDue = swept.map { now - $0 >= .seconds(86400) } ?? true
        guard isDue || count > Self.capacity else { return }
        outcome.swept = now
        var left: [(weight: Double, key: String)] = []
        for (key, entity) in names.merging(outcome.changed, uniquingKeysWith: { $1 }) {
            var entity = entity
            let silence = now - entity.lastSeen
            entity.fade(until: now)
            let isOld =
                entity.symbol == nil ? entity.weight < Self.leastWeight : silence > Self.longestSilence
            if isOld {
                outcome.forgotten.insert(key)
            } else if entity.symbol == nil {
                left.append((entity.weight, key))
            }
        }
        if count - outcome.forgotten.count > Self.capacity {
            let excess = min(left.count, count - outcome.forgotten.count - Self.kept)
            outcome.forgotten.formUnion(left.sorted { $0 < $1 }.prefix(excess).map(\.key))
        }
        for key in outcome.forgotten { outcome.changed[key] = nil }
    }
}

extension DiscoveredEntity {
    /// The owners that are remembered.
    static let mostSources = 4
    /// Three stories of two months, more or less.
    private static let leastStories = 2.2
    private static let leastSources = 2
    /// Mean log odds of the stories.
    private static let leastEvidence = 0.5
    /// What it counts that a listed company has the name.
    private static let listedEvidence = 2.0
    /// How often the model may take it for something else, as a share of the stories.
    private static let mostDoubts = 0.25
    private static let halfLife = 60.0 * 86_400_000

    /// Whether what was counted says so.
    func isCompany(isListed: Bool) -> Bool {
        weight >= Self.leastStories && sources.count >= Self.leastSources
            && doubts <= Self.mostDoubts * weight
            && evidence + (isListed ? Self.listedEvidence * weight : 0) >= Self.leastEvidence * weight
    }

    /// Lets the weights fade until a time.
    mutating func fade(until time: Instant) {
        guard time > lastSeen else { return }
        let share = exp2(-Double(time.milliseconds - lastSeen.milliseconds) / Self.halfLife)
        weight *= share
        evidence *= share
        doubts *= share
        lastSeen = time
    }
}

extension TextAssessment {
    /// The text with symbols for names of no catalogue, by their keys; of two names of one entity the first.
    fileprivate func with(_ symbol: (String) -> (symbol: String, name: String)?) -> TextAssessment {
        guard entities.contains(where: { $0.symbol == nil }) else { return self }
        var symbols = Set(entities.compactMap(\.symbol))
        var text = self
        text.entities = entities.compactMap { entity in
            guard entity.symbol == nil, let found = CompanyName(entity.name).flatMap({ symbol($0.key) })
            else {
                return entity
            }
            return symbols.insert(found.symbol).inserted
                ? entity.known(as: found.symbol, name: found.name) : nil
        }
        return text
    }
}
