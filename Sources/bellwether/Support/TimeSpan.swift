import ArgumentParser
import Domain

/// A duration as people write it on the command line: `30m`, `2h`, `7d`.
struct TimeSpan: ExpressibleByArgument {
    let duration: Duration

    /// Longer than this is a mistake of the hand.
    private static let longest: Duration = .seconds(10000 * 86400)

    init?(argument: String) {
        guard let duration = Duration(text: argument), duration > .zero, duration <= Self.longest else {
            return nil
        }
        self.duration = duration
    }
}
