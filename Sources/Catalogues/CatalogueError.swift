/// What is wrong with a configuration or a catalogue, and where.
public struct CatalogueError: Error, Equatable, CustomStringConvertible {
    public let file: String
    /// From 1; nil when the file as a whole is meant.
    public let line: Int?
    public let problem: String

    init(_ file: String, _ line: Int?, _ problem: String) {
        self.file = file
        self.line = line
        self.problem = problem
    }

    public var description: String {
        "\(file)\(line.map { ":\($0)" } ?? ""): \(problem)"
    }
}
