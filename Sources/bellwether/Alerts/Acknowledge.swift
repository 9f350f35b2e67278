import ArgumentParser
import Domain
import History

struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack", abstract: "Says that an alert is seen and being looked at.",
        discussion: "That ends when the alert ends or escalates; with --for, also when the time is over.")

    @Argument(help: "The alert's id, or its first letters.") var id: String
    @Option(name: .customLong("for"), help: "For how long: 30m, 2h, 7d.") var time: TimeSpan?
    @OptionGroup var signature: Signature
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            try await say(id, .acknowledged, signature, options) { feedback, now in
                feedback.until = time.map { now + $0.duration }
            }
        }
    }
}
