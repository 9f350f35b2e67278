import ArgumentParser
import FoundationEssentials

/// Who answers or silences, and why.
struct Signature: ParsableArguments {
    @Option(help: "Who says so; the default is the user's name.") var by: String?
    @Option(help: "Why.") var reason: String?

    var name: String { by ?? ProcessInfo.processInfo.environment["USER"] ?? "unknown" }
}
