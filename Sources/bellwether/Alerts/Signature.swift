import ArgumentParser
import FoundationEssentials
import Glibc

/// Who answers or silences, and why.
struct Signature: ParsableArguments {
    @Option(help: "Your name. (default: the user name)") var by: String?
    @Option(help: "The reason, in your own words.") var reason: String?

    var name: String { by ?? Self.userName(ProcessInfo.processInfo.environment) }

    /// The name in `USER`, else that of the user id, else the id itself.
    static func userName(_ environment: [String: String]) -> String {
        if let name = environment["USER"], !name.isEmpty { return name }
        // getpwuid returns a record that stays until its next call; the name is copied here at once.
        guard let record = unsafe getpwuid(getuid()), let name = unsafe record.pointee.pw_name else {
            return "uid \(getuid())"
        }
        return unsafe String(cString: name)
    }
}
