public import ArgumentParser
public import History

extension Feedback.Code: ExpressibleByArgument {}

struct Dismiss: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Dismiss an alert as not useful.")

    @Argument(help: "The alert's id, or its first characters.") var id: String
    @Option(help: "What was wrong with the alert.") var code: Feedback.Code?
    @OptionGroup var signature: Signature
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            try await say(id, .dismissed, signature, options) { feedback, _ in feedback.code = code }
        }
    }
}
