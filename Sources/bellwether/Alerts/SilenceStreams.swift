import ArgumentParser
import Domain
import History
import Monitoring
import SQLiteHistory

struct SilenceStreams: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence",
        abstract: "Keeps the alerts of some streams from the sinks for a time.",
        discussion: """
            STREAM is market, topic:NAME or entity:SYMBOL; * stands for anything, as in 'topic:*'. The alerts stay in the \
            history. Prints the silence, with the number of alerts of the last 30 days that it would have muted.
            """)

    @Argument(help: "The stream, or a pattern.") var stream: String
    @Option(name: .customLong("for"), help: "For how long: 30m, 2h, 7d.") var time: TimeSpan
    @OptionGroup var signature: Signature
    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        if StreamPattern(stream) == nil {
            throw ValidationError(
                "\(stream) is no stream: market, topic:NAME or entity:SYMBOL, with * for anything")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let now = SystemClock().now()
            let (silence, muted) = try await options.open().silence(
                stream, from: now, until: now + time.duration, by: signature.name,
                reason: signature.reason)
            printLine(try jsonLine(SilenceLine(silence: silence, muted: muted)))
        }
    }
}
