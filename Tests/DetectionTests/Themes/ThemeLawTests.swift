import Domain
import Glibc
import TestSupport
import Testing

@testable import Detection

/// What holds of terms, scores and thresholds whatever the numbers.
@Suite struct ThemeLawTests {
    @Test func `Words lose their case, possessive and plural, and pairs are of neighbors`() {
        let title = ThemeTitle("Boeing’s jets grounded, China's factories say: virus losses")
        #expect(
            title.terms.map(\.text) == [
                "boeing", "jet", "boeing jet", "grounded", "jet grounded", "china", "factory",
                "china factory", "virus", "loss", "virus loss",
            ])
        #expect(ThemeTitle("BOEING'S JETS").terms == ThemeTitle("boeing jet").terms)
        #expect(
            ThemeTitle("Acme recalls brakes", without: ["acme"]).terms.map(\.text) == [
                "recall", "brake", "recall brake",
            ])
        #expect(ThemeTitle("In 2020 the 737 is of an it").terms.isEmpty)
    }

    @Test func `A term's key is that of its text`() {
        for term in ThemeTitle("Debt ceiling talks collapse in self-driving café").terms {
            #expect(ThemeTerm.key(of: term.text) == term.key, "\(term.text)")
        }
        #expect(ThemeTerm.key(of: "ceiling debt") != ThemeTerm.key(of: "debt ceiling"))
    }

    @Test func `Learning in steps is learning at once`() {
        var random = SplitMix64(seed: 3)
        for _ in 0..<50 {
            var term = TermState("word", at: 100)
            for place in 0..<40 {
                term.count(StoryID(Int64(place)), isBad: random.next() % 2 == 0, slot: 100 + Int32(place))
            }
            var (once, steps) = (term, term)
            once.learn(until: 400)
            var slot: Int32 = 140
            while slot < 400 {
                steps.learn(until: slot)
                slot += Int32(random.next() % 40)
            }
            steps.learn(until: 400)
            #expect(abs(once.level - steps.level) < 1e-9 && abs(once.stories - steps.stories) < 1e-9)
            #expect(once.bins == steps.bins && once.latest == steps.latest)
        }
    }

    @Test func `What is in a window has not taught its baseline`() {
        var term = TermState("word", at: 100)
        for place in 0..<20 { term.count(StoryID(Int64(place)), isBad: true, slot: 100 + Int32(place)) }
        #expect(term.level == 0)
        #expect(term.counts(1, until: 119).bad == 20 && term.counts(0, until: 119).bad == 12)
        term.learn(until: 136)
        #expect(term.level > 0.9 && term.level < 1.1)
    }

    @Test func `What an alert has claimed counts for no window and teaches half`() {
        var term = TermState("word", at: 100)
        for place in 0..<4 { term.count(StoryID(Int64(place)), isBad: true, slot: 100) }
        for _ in 0..<9 { term.claim(slot: 100) }
        #expect(term.counts(0, until: 100) == (0, 0))
        term.learn(until: 136)
        #expect(abs(term.level - 2) < 1e-9)
    }

    @Test func `More bad stories surprise more, more expected ones less`() throws {
        for days in [5.0, 20, 60] {
            var last = 0.0
            for bad in 3..<30 {
                let odds = TermState("word", at: 0).odds(days: days, share: 0.25)
                let score = try #require(odds.surprise([(bad, bad + 1), (0, 0)])?.score)
                #expect(score > last)
                last = score
                let busier = ThemeOdds(shape: odds.shape * 4, perDay: odds.perDay * 4, share: odds.share)
                #expect((busier.surprise([(bad, bad + 1), (0, 0)])?.score ?? 0) < score)
            }
        }
        #expect(TermState("word", at: 0).odds(days: 60, share: 0.25).surprise([(2, 2), (2, 2)]) == nil)
    }

    @Test func `A term that is no more negative than usual does not surprise`() {
        let odds = TermState("word", at: 0).odds(days: 60, share: 0.25)
        #expect(odds.surprise([(4, 16), (4, 16)]) == nil)
    }

    @Test func `Rarer chance themes need higher scores, and none less than ten`() {
        var random = SplitMix64(seed: 5)
        var threshold = ThemeThreshold()
        #expect(abs(threshold.threshold(2) - 14) < 0.1)
        for day in 1...120 {
            threshold.begin(Int32(day))
            // Exponential with the mean 2, above 3.
            threshold.raise(to: 3 - 2 * log(Double(random.next() % 10_000 + 1) / 10_001))
        }
        #expect(threshold.peaks.count == 90)
        var last = Double.infinity
        for perMonth in [0.01, 0.1, 0.5, 1, 2, 4, 8] {
            let score = threshold.threshold(perMonth)
            #expect(score <= last && score >= 10)
            last = score
        }
        // Of 30 such days, two reach 3 + 2 ln 15 = 8.4.
        #expect(abs(threshold.fit.threshold(2) - 8.4) < 2)
        #expect(abs(threshold.fit.falseAlarmsPerMonth(at: threshold.fit.threshold(0.1)) - 0.1) < 1e-9)
    }
}
