import Domain
import FoundationEssentials
import Parsing

/// Something that happened, as a list of events has it: lines of a name, the first day, words that its
/// headlines have and whether it is one that nobody would want to miss, separated by tabs.
struct KnownEvent {
    let name: String
    let day: Instant
    let words: [Phrase]
    let isCore: Bool

    /// A notice within so many days from the first day on may be of the event.
    private static let days = 7
    /// The share of a notice's headlines that must name the event.
    private static let named = 1.0 / 3

    /// The events of a file, whose first line is a header.
    ///
    /// - Throws: `FlawedList` for a line that is not an event.
    static func read(_ path: String) throws -> [KnownEvent] {
        try String(contentsOf: URL(filePath: path), encoding: .utf8).split(separator: "\n").enumerated()
            .dropFirst().map { number, line in
                guard let event = KnownEvent(line) else { throw FlawedList(line: number + 1) }
                return event
            }
    }

    private init?(_ line: Substring) {
        let fields = line.split(separator: "\t").map(String.init)
        guard fields.count == 4, let day = parseDate(fields[1]) else { return nil }
        name = fields[0]
        self.day = day
        words = fields[2].split(separator: ",").compactMap { Phrase(String($0)) }
        isCore = fields[3] == "yes"
    }

    /// Whether a notice tells of the event.
    func isTold(by alert: Alert) -> Bool {
        guard alert.at >= day, alert.at < day + .seconds(86400 * Self.days) else { return false }
        let named = alert.headlines.count { headline in words.contains { $0.matches(headline.title) } }
        return named > 0 && Double(named) >= Self.named * Double(alert.headlines.count)
    }

    struct FlawedList: Error, CustomStringConvertible {
        let line: Int

        var description: String {
            "\(line): expected a name, a day, words and yes or no, separated by tabs"
        }
    }
}
