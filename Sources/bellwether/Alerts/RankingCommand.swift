import ArgumentParser
import Domain
import History
import Monitoring
import Ranking

struct RankingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ranking",
        abstract: "Show what your feedback has taught the ranking, and what muting would do.",
        discussion: """
            Prints one JSON object: how many alerts were ranked, muted and given feedback; the weight of each property \
            of an alert with its standard deviation; and, estimated from that feedback, the share of useful and of \
            useless alerts that would be shown without muting and with it (ranking: { mute: true } in the \
            configuration).
            """, aliases: ["attention"])

    @OptionGroup var options: DatabaseOptions
    @Flag(help: "Forget what the feedback taught.") var reset = false

    /// Feedback that is looked at, the latest; as much as the daemon learns from.
    private static let feedbackShown = 2000

    private struct Report: Encodable {
        let ranked: Int
        let muted: Int
        let answered: Int
        let useful: Int
        let weights: [Weight]
        let policies: [PolicyEstimate]
    }

    private struct Weight: Encodable {
        let property: String
        let weight: Double
        let deviation: Double
    }

    func run() async throws {
        try await Failure.reported {
            if reset {
                let forgotten = try await options.openWriter().resetRanking()
                return printError(
                    "\(counted(forgotten, "ranked alert is", "ranked alerts are")) forgotten")
            }
            let database = try await options.openReader()
            let rankings = try await database.rankingsWithFeedback(latest: Self.feedbackShown)
            let (ranked, muted) = try await database.rankingCounts()
            let policy = UsefulnessPolicy(rankings)
            let weights = AlertFeatures.names.indices.map { index in
                let (mean, deviation) = policy.weight(index)
                return Weight(property: AlertFeatures.names[index], weight: mean, deviation: deviation)
            }
            printLine(
                try jsonLine(
                    Report(
                        ranked: ranked, muted: muted, answered: policy.feedbackCount,
                        useful: rankings.count { $0.isUseful == true },
                        weights: weights.sorted { abs($0.weight) > abs($1.weight) },
                        policies: PolicyEstimate.estimates(on: rankings))))
        }
    }
}
