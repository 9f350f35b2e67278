import ArgumentParser
import Domain
import History
import Monitoring

struct SilenceStreams: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence",
        abstract: "Silence a stream: keep its alerts from the sinks for a time.",
        discussion: """
            STREAM is market, topic:NAME or entity:SYMBOL; * matches anything, as in 'topic:*'. The alerts stay in the \
            history. Prints the silence and how many alerts of the last 30 days it would have muted.
            """)

    @Argument(help: "The stream, or a pattern.") var stream: String
    @Option(name: .customLong("for"), help: "How long the silence lasts: 30m, 2h, 7d.") var time: TimeSpan
    @OptionGroup var signature: Signature
    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        if StreamPattern(stream) == nil {
            throw ValidationError(
                "\"\(stream)\" is not a stream; use market, topic:NAME or entity:SYMBOL, with * for anything")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let now = SystemClock().now()
            let (silence, muted) = try await options.openWriter().silence(
                stream, from: now, until: now + time.duration, by: signature.name,
                reason: signature.reason)
            printLine(try jsonLine(SilenceLine(silence: silence, muted: muted)))
        }
    }
}
