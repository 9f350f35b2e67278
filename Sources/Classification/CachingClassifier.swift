public import Domain
import Synchronization

/// A classifier that scores a text once: the same text, asked about the same entities, gets the stored
/// assessment.
///
/// Syndicated headlines come many times a day. At most `capacity` assessments are kept (about 3 kB each),
/// those asked for last.
public final class CachingClassifier: Sendable {
    /// How often the cache was asked, and how often it knew.
    public struct Counts: Sendable, Equatable {
        /// Texts that were asked about.
        public var asked = 0
        /// Texts that needed no classification.
        public var known = 0
    }

    private struct Key: Hashable {
        let text: String
        let entities: [Range<Int>]
    }

    /// Two generations: what is asked for moves to the younger; when that is full, it becomes the older.
    private struct State {
        var young: [Key: Assessment] = [:]
        var old: [Key: Assessment] = [:]
        var counts = Counts()

        func known(_ key: Key) -> Assessment? { young[key] ?? old[key] }

        mutating func keep(_ assessment: Assessment, for key: Key, capacity: Int) {
            if young.count >= capacity / 2, young[key] == nil {
                old = young
                young = [:]
            }
            young[key] = assessment
        }
    }

    private let classifier: Classifier
    private let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: Assessments to keep at most; at least 2.
    public init(_ classifier: Classifier, capacity: Int = 2048) {
        self.classifier = classifier
        self.capacity = max(2, capacity)
    }

    /// The counts since the start.
    public var counts: Counts { state.withLock { $0.counts } }

    /// The same as `Classifier.assessments(of:entities:)`.
    public func assessments(of batch: TokenBatch, entities: [[Range<Int>]] = []) async -> [Assessment] {
        let plan = plan(batch, entities)
        guard !plan.missing.isEmpty else { return complete(plan, with: []) }
        let found = await classifier.assessments(of: batch.selecting(plan.missing), entities: plan.entities)
        return complete(plan, with: found)
    }

    /// What is known of a batch, and what has to be scored.
    private struct Plan {
        let keys: [Key]
        var known: [Key: Assessment] = [:]
        /// The first text of each key that is not known.
        var missing: [Int] = []
        var entities: [[Range<Int>]] = []
    }

    private func plan(_ batch: TokenBatch, _ entities: [[Range<Int>]]) -> Plan {
        var plan = Plan(
            keys: (0..<batch.count).map {
                Key(text: batch.texts[$0], entities: entities.isEmpty ? [] : entities[$0])
            })
        var asked: Set<Key> = []
        state.withLock { state in
            for (index, key) in plan.keys.enumerated() {
                state.counts.asked += 1
                if let assessment = plan.known[key] ?? state.known(key) {
                    plan.known[key] = assessment
                    state.counts.known += 1
                    state.keep(assessment, for: key, capacity: capacity)
                } else if asked.insert(key).inserted {
                    plan.missing.append(index)
                    if !entities.isEmpty { plan.entities.append(entities[index]) }
                } else {
                    state.counts.known += 1
                }
            }
        }
        return plan
    }

    private func complete(_ plan: Plan, with found: [Assessment]) -> [Assessment] {
        var known = plan.known
        state.withLock { state in
            for (index, assessment) in zip(plan.missing, found) {
                known[plan.keys[index]] = assessment
                state.keep(assessment, for: plan.keys[index], capacity: capacity)
            }
        }
        return plan.keys.compactMap { known[$0] }
    }
}
