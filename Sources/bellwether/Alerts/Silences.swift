import ArgumentParser
import Domain
import History
import Monitoring

struct Silences: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print active silences, or end one.")

    @Option(help: "End the silence with this id.") var end: Int64?
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            let now = SystemClock().now()
            if let end {
                guard try await options.openWriter().endSilence(end, at: now) else {
                    throw Failure.badData("there is no active silence \(end)")
                }
                return printError("silence \(end) has ended")
            }
            for silence in try await options.openReader().silences(at: now) {
                printLine(try jsonLine(SilenceLine(silence: silence, muted: nil)))
            }
        }
    }
}
