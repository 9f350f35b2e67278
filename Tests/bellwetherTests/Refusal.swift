import ArgumentParser

@testable import bellwether

/// The sentence with which a command line is refused; nil for one that is accepted.
func refusal(_ words: String...) -> String? {
    do {
        _ = try Bellwether.parseAsRoot(words)
        return nil
    } catch {
        return Bellwether.message(for: error)
    }
}

/// A command line as the command that it calls.
func parsed<Command: ParsableCommand>(_ words: String..., as command: Command.Type = Command.self) throws
    -> Command
{
    guard let command = try Bellwether.parseAsRoot(words) as? Command else {
        throw Failure.internalError("\(words) is another command")
    }
    return command
}
