import Ranking
import Domain
import TestSupport
import Testing

@Suite struct UsefulnessPolicyTests {
    private func alert(
        _ number: Int, _ stream: Domain.Stream, _ severity: Alert.Severity = .warning, stories: Int = 5
    ) -> Alert {
        var alert = Alert.sample("a\(number)", of: stream, severity: severity)
        alert.measures.observed = stories
        alert.measures.stories = stories
        alert.measures.share = 0.9
        alert.measures.surpriseBits = 20
        return alert
    }

    private func ranking(of alert: Alert, isUseful: Bool) -> AlertRanking {
        var ranking = AlertRanking(
            alertID: alert.id, at: alert.at, features: AlertFeatures(alert).values)
        ranking.isUseful = isUseful
        return ranking
    }

    /// Answers of somebody who cares for companies, but not for topics.
    private func judged(_ count: Int) -> [AlertRanking] {
        (0..<count).map { number in
            let isCompany = number % 2 == 0
            let alert = alert(number, isCompany ? .entity("C\(number % 7)") : .topic("t\(number % 5)"))
            return ranking(of: alert, isUseful: isCompany)
        }
    }

    @Test func `Without feedback all alerts are worth the same, and all are shown`() {
        let policy = UsefulnessPolicy([])
        for number in 0..<50 {
            let (decision, reason) = policy.ranking(of: alert(number, .topic("x")), mayMute: true)
            #expect(decision.usefulness == 0.5)
            #expect(!decision.isMuted && decision.propensity == 1)
            #expect(reason == "There is no feedback yet.")
        }
    }

    @Test func `Alerts like those with the same feedback are ranked alike, with the reason`() {
        let policy = UsefulnessPolicy(judged(60))
        let (company, companyReason) = policy.ranking(of: alert(1000, .entity("NEW")), mayMute: false)
        let (topic, topicReason) = policy.ranking(of: alert(1001, .topic("other")), mayMute: false)
        #expect(company.usefulness > 0.8, "\(company.usefulness)")
        #expect(topic.usefulness < 0.2, "\(topic.usefulness)")
        #expect(topicReason.contains("about a topic (−"), "\(topicReason)")
        #expect(
            companyReason.contains("likely to be useful, judging by 60 pieces of feedback: "),
            "\(companyReason)")
    }

    @Test func `Only what may be muted is, never the highest severity, and one in ten is shown all the same`()
    {
        let policy = UsefulnessPolicy(judged(200))
        let muted = (0..<1000).map { policy.ranking(of: alert($0, .topic("x")), mayMute: true).ranking }
        let share = Double(muted.count { $0.isMuted }) / 1000
        #expect(share > 0.6 && share < 0.95, "\(share)")
        #expect(muted.allSatisfy { $0.propensity >= UsefulnessPolicy.exploration })
        for number in 0..<100 {
            #expect(!policy.ranking(of: alert(number, .topic("x")), mayMute: false).ranking.isMuted)
            #expect(!policy.ranking(of: alert(number, .topic("x"), .critical), mayMute: true).ranking.isMuted)
        }
        let companies = (0..<200).map { policy.ranking(of: alert($0, .entity("C1")), mayMute: true).ranking }
        #expect(companies.allSatisfy { !$0.isMuted }, "what was of use is not muted")
    }

    @Test func `A decision made again is the same`() {
        let policy = UsefulnessPolicy(judged(60))
        for number in 0..<20 {
            let first = policy.ranking(of: alert(number, .topic("x")), mayMute: true).ranking
            let second = UsefulnessPolicy(judged(60)).ranking(of: alert(number, .topic("x")), mayMute: true)
                .ranking
            #expect(first.isMuted == second.isMuted && first.propensity == second.propensity)
        }
    }

    @Test func `The more feedback, the surer`() {
        let features = AlertFeatures(alert(0, .entity("NEW")))
        let deviations = [0, 10, 40, 160].map {
            UsefulnessPolicy(judged($0)).usefulness(of: features).deviation
        }
        #expect(deviations == deviations.sorted(by: >))
    }

    @Test func `What muting would have done is judged by feedback that it did not learn from`() throws {
        let estimates = PolicyEstimate.estimates(on: judged(100))
        #expect(estimates.map(\.policy) == ["all shown", "muted below 0.25"])
        #expect(estimates[0].usefulShown == 1 && estimates[0].uselessShown == 1)
        #expect(try #require(estimates[1].usefulShown) > 0.95)
        #expect(try #require(estimates[1].uselessShown) < 0.2)
        #expect(estimates[0].effectiveAnswers == 100)
        #expect(PolicyEstimate.estimates(on: []).allSatisfy { $0.usefulShown == nil })
    }

    @Test func `Answers that chance alone decided teach nothing that mutes the useful`() throws {
        var random = SplitMix64(seed: 5)
        let noise = (0..<200).map { number in
            ranking(of: alert(number, .entity("C\(number % 9)")), isUseful: Bool.random(using: &random))
        }
        #expect(try #require(PolicyEstimate.estimates(on: noise)[1].usefulShown) > 0.9)
    }

    @Test func `A vector of another version is none`() {
        #expect(AlertFeatures([1, 2]) == nil)
        #expect(AlertFeatures([Double](repeating: .nan, count: AlertFeatures.count)) == nil)
        let features = AlertFeatures(alert(1, .market))
        #expect(AlertFeatures(features.values) == features)
    }
}
