import ArgumentParser
import Ranking
import Domain
import Monitoring
import SQLiteHistory

struct RankingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ranking",
        abstract: "What your feedback on alerts has taught the ranking, and what muting would do.",
        discussion: """
            Prints one JSON object: how many alerts were ranked, muted and given feedback; the weight of each property \
            of an alert with its standard deviation; and, estimated from that feedback, the share of useful and of \
            useless alerts that would be shown without muting and with it (attention: { mute: true } in the \
            configuration).
            """, aliases: ["attention"])

    @OptionGroup var options: DatabaseOptions
    @Flag(help: "Forget what the feedback taught.") var reset = false

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
            let database = try options.open()
            if reset {
                return printError("\(try await database.resetRanking()) ranked alerts are forgotten")
            }
            let judged = try await database.judgedAlerts()
            let (ranked, muted) = try await database.rankedAlerts()
            let policy = UsefulnessPolicy(judged)
            let weights = AlertFeatures.names.indices.map { index in
                let (mean, deviation) = policy.weight(index)
                return Weight(property: AlertFeatures.names[index], weight: mean, deviation: deviation)
            }
            printLine(
                try jsonLine(
                    Report(
                        ranked: ranked, muted: muted, answered: judged.count,
                        useful: judged.count { $0.isUseful },
                        weights: weights.sorted { abs($0.weight) > abs($1.weight) },
                        policies: PolicyEstimate.estimates(on: judged))))
        }
    }
}
