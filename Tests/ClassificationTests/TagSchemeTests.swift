import Domain
import Glibc
import TestSupport
import Testing

@testable import Classification

/// Tags and the most probable sequences of them.
@Suite struct TagSchemeTests {
    private let scheme = TagScheme(types: ["PER", "ORG"])

    private func random(_ words: Int, _ random: inout SplitMix64) -> [[Float]] {
        (0..<words).map { _ in logSoftmax(random.floats(scheme.labels.count, in: -3...3)) }
    }

    @Test func `No entity goes on that has not begun`() {
        var numbers = SplitMix64(seed: 12)
        for _ in 0..<300 {
            let words = Int.random(in: 1...12, using: &numbers)
            let begins = (0..<words).map { $0 == 0 || Int.random(in: 0..<4, using: &numbers) == 0 }
            let tags = scheme.best(random(words, &numbers), beginsSentence: begins)
            for (place, tag) in tags.enumerated() where scheme.labels[tag].hasPrefix("I-") {
                #expect(!begins[place])
                #expect(place > 0 && scheme.types[tags[place - 1]] == scheme.types[tag])
            }
        }
    }

    @Test func `The sequence is the best of all that are allowed`() {
        var numbers = SplitMix64(seed: 13)
        for _ in 0..<20 {
            let own = random(4, &numbers)
            let begins = [true, false, false, true]
            func score(_ tags: [Int]) -> Float {
                tags.indices.reduce(0) { sum, place in
                    let former = begins[place] ? nil : tags[place - 1]
                    return sum + (scheme.allows(tags[place], after: former) ? own[place][tags[place]] : -1e9)
                }
            }
            var best: Float = -.infinity
            for number in 0..<625 {
                best = max(best, score([number % 5, number / 5 % 5, number / 25 % 5, number / 125]))
            }
            #expect((score(scheme.best(own, beginsSentence: begins)) - best).magnitude < 1e-4)
        }
        #expect(scheme.best([], beginsSentence: []) == [])
    }

    @Test func `Entities are runs of tags, and end with a sentence`() {
        let labels = ["B-PER", "I-PER", "O", "B-ORG", "B-ORG", "I-ORG", "I-ORG"]
        let tags = labels.compactMap(scheme.labels.firstIndex)
        let begins = [true, false, false, false, false, false, true]
        #expect(
            scheme.entities(tags, beginsSentence: begins) == [
                TagEntity(words: 0..<2, type: "PER"), TagEntity(words: 3..<4, type: "ORG"),
                TagEntity(words: 4..<6, type: "ORG"), TagEntity(words: 6..<7, type: "ORG"),
            ])
    }

    @Test(arguments: [
        ["B-PER", "I-PER"], ["O", "B-PER"], ["O", "I-PER"], ["O", "O", "B-PER", "I-PER"],
        ["O", "PER", "B-ER"],
        ["O", "B-", "I-"], [],
    ])
    func `Labels that are no scheme are refused`(labels: [String]) {
        #expect(TagScheme(labels: labels) == nil)
        #expect(TagScheme(labels: ["I-X", "O", "B-X"])?.types == ["X", nil, "X"])
    }
}
