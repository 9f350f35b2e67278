import ArgumentParser
import Domain
import History

struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack", abstract: "Acknowledge an alert: say that you are looking at it.",
        discussion:
            "An acknowledgment ends when the alert is resolved or escalates, or after the time given with --for."
    )

    @Argument(help: "The alert's id, or its first characters.") var id: String
    @Option(name: .customLong("for"), help: "How long it lasts: 30m, 2h, 7d.") var time: TimeSpan?
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
