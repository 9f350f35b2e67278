import ArgumentParser
import FoundationEssentials

/// Who answers or silences, and why.
struct Signature: ParsableArguments {
    @Option(help: "Your name. (default: the user name)") var by: String?
    @Option(help: "The reason, in your own words.") var reason: String?

    var name: String { by ?? ProcessInfo.processInfo.environment["USER"] ?? "unknown" }
}
