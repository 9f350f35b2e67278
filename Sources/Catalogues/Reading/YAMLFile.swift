import FoundationEssentials
import Yams

/// A file of YAML with a mapping at its top level.
enum YAMLFile {
    /// Reads a whole file as a section; hints are told whether or not there are mistakes.
    ///
    /// - Throws: `CatalogueError` with every mistake of the file.
    static func read<Content: Section>(
        _ path: String, as type: Content.Type, secrets: SecretUse = .named, hint: (Mistake) -> Void
    ) throws(CatalogueError) -> Content {
        let mapping = try Mapping(Source(file: path, name: "the file", line: 1, node: root(path)))
        var findings = Findings(secrets: secrets)
        let content = Content.read(mapping, &findings)
        findings.hints.forEach(hint)
        let ordered = findings.mistakes.enumerated().sorted { a, b in
            (a.element.line ?? 0, a.offset) < (b.element.line ?? 0, b.offset)
        }
        findings.mistakes = ordered.map(\.element)
        try findings.check()
        guard let content else { throw CatalogueError(path, nil, "could not be read") }
        return content
    }

    private static func root(_ path: String) throws(CatalogueError) -> Node {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw CatalogueError(path, nil, "cannot be read; is the path right and the file readable?")
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            throw CatalogueError(path, nil, "is not UTF-8 text")
        }
        do {
            if let node = try compose(yaml: text) { return node }
        } catch {
            throw CatalogueError(path, error.line, "is not valid YAML: \(error.problem)")
        }
        throw CatalogueError(path, nil, "is empty")
    }
}

extension Error {
    fileprivate var line: Int? {
        guard let error = self as? YamlError else { return nil }
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
            return mark.line
        case .duplicatedKeysInMapping(_, let context): return context.mark.line
        default: return nil
        }
    }

    fileprivate var problem: String {
        guard let error = self as? YamlError else { return "\(self)" }
        switch error {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _):
            return problem
        case .duplicatedKeysInMapping(let keys, _):
            return "the key \(keys.map { "\($0)" }.sorted().joined(separator: ", ")) occurs twice, first here"
        default: return "\(error)".split(separator: "\n").first.map(String.init) ?? "unreadable"
        }
    }
}
