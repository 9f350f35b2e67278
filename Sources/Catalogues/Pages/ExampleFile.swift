/// The configuration to start from, with a comment for each key.
public enum ExampleFile {
    /// The width of comments.
    private static let width = 110

    /// The file; what is only suggested is behind `#`.
    public static var yaml: String {
        let head = "# The configuration of `bellwether run`. Relative paths count from this file's folder."
        let parts = Configuration.keys.map { text(of: $0.about, indent: "").joined(separator: "\n") }
        return ([head] + parts.filter { !$0.isEmpty }).joined(separator: "\n\n") + "\n"
    }

    /// The lines of a key; none where it has no example.
    private static func text(of key: KeyDescription, indent: String) -> [String] {
        guard let example = key.example else { return [] }
        let help = key.standard.map { "\(key.help) Default: \($0.text)." } ?? key.help
        let comment = wrapped(help, indent: "\(indent)# ")
        let mark = example.isActive ? indent : "\(indent)# "
        let lines = example.yaml.split(separator: "\n", omittingEmptySubsequences: false)
        let first = "\(mark)\(key.name):\(lines.first.map { $0.isEmpty ? "" : " \($0)" } ?? "")"
        let inner = example.yaml.isEmpty ? key.inner().flatMap { text(of: $0, indent: "\(indent)  ") } : []
        return comment + [first] + lines.dropFirst().map { "\(mark)  \($0)" } + inner
    }

    /// A text in lines of at most `width` characters, broken between words.
    private static func wrapped(_ text: String, indent: String) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + word.count < width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append("\(indent)\(word)")
            }
        }
        return lines
    }
}
