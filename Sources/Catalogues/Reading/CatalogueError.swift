/// What is wrong with a configuration, a catalogue or a file of tests: every mistake that was found in one
/// reading.
public struct CatalogueError: Error, Equatable, CustomStringConvertible {
    /// At least one, in the order of their lines.
    public let mistakes: [Mistake]

    init(_ mistakes: [Mistake]) { self.mistakes = mistakes }

    init(_ file: String, _ line: Int?, _ problem: String) {
        mistakes = [Mistake(file: file, line: line, problem: problem)]
    }

    /// A line for each mistake.
    public var description: String { mistakes.map(\.description).joined(separator: "\n") }
}

/// Something that a file says, where it says so, and what is wrong with it or old about it.
public struct Mistake: Sendable, Equatable, CustomStringConvertible {
    /// The path under which the file was read.
    public let file: String
    /// From 1; nil when the file as a whole is meant.
    public let line: Int?
    /// A sentence without a period, which begins with the key that is meant.
    public let problem: String

    /// `file:line: problem`.
    public var description: String {
        "\(file)\(line.map { ":\($0)" } ?? ""): \(problem)"
    }
}
