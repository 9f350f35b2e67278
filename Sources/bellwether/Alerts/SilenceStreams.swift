import ArgumentParser
import Catalogues
import Classification
import Domain
import History
import Monitoring

struct SilenceStreams: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence",
        abstract: "Silence a stream: keep its alerts from the sinks for a time.",
        discussion: """
            STREAM is market, topic:NAME, entity:SYMBOL or theme:WORDS; * matches anything, as in 'topic:*'. The alerts stay in the \
            history. A stream that nothing is known of is refused, with the nearest known one, unless --force is given. \
            Prints the silence and how many alerts of the last 30 days it would have muted.
            """)

    @Argument(help: "The stream, or a pattern.") var stream: String
    @Option(name: .customLong("for"), help: "How long the silence lasts: 30m, 2h, 7d.") var time: TimeSpan
    @Flag(help: "Silence the stream even if nothing is known of it.") var force = false
    @OptionGroup var signature: Signature
    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        if StreamPattern(stream) == nil {
            throw ValidationError(StreamPattern.refusal(of: stream))
        }
    }

    func run() async throws {
        try await Failure.reported {
            let now = SystemClock().now()
            let database = try await options.openWriter()
            if !force { try await refuseUnknown(database) }
            let (silence, muted) = try await database.silence(
                stream, from: now, until: now + time.duration, by: signature.name,
                reason: signature.reason)
            printLine(try jsonLine(SilenceLine(silence: silence, muted: muted)))
        }
    }

    /// A silence that covers no stream looks as if it worked.
    private func refuseUnknown(_ database: any HistoryStore) async throws {
        guard let pattern = StreamPattern(stream) else { return }
        // What is not there or cannot be read only leaves its names out of what is known.
        let catalogue = options.catalogue()
        let topics = (try? Installation.weights(nil))?.header.topics ?? []
        let known = KnownStreams(
            entities: try await database.entities() + (catalogue?.entities ?? []), topics: topics,
            feeds: catalogue?.feeds.map(\.id) ?? [], others: try await database.streams())
        guard let absence = known.absence(in: pattern) else { return }
        throw Failure.badData("\(absence) (--force silences \(stream) anyway)")
    }
}
