import Domain
import FoundationEssentials
import Yams

/// A mapping of a YAML file, read strictly: every key must be known, and every error names file and line.
struct YAMLMapping {
    let file: String
    let line: Int
    private let values: [String: Node]

    /// Parses a file whose top level is a mapping.
    static func read(_ path: String) throws(CatalogueError) -> YAMLMapping {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw CatalogueError(path, nil, "cannot be read; is the path right and the file readable?")
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            throw CatalogueError(path, nil, "is not UTF-8 text")
        }
        let node: Node?
        do {
            node = try compose(yaml: text)
        } catch {
            throw CatalogueError(path, error.line, "is not valid YAML: \(error.problem)")
        }
        guard let node else { throw CatalogueError(path, nil, "is empty") }
        return try YAMLMapping(node, file: path, what: "the file")
    }

    init(_ node: Node, file: String, what: String) throws(CatalogueError) {
        self.file = file
        line = node.mark?.line ?? 1
        guard let mapping = node.mapping else {
            throw CatalogueError(file, line, "\(what) must be a mapping of keys to values")
        }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            guard let name = key.string, values[name] == nil else {
                throw CatalogueError(file, key.mark?.line, "the key \(key.string ?? "?") stands twice")
            }
            values[name] = value
        }
        self.values = values
        keyLines = Dictionary(
            mapping.map { ($0.key.string ?? "", $0.key.mark?.line ?? 1) },
            uniquingKeysWith: { first, _ in first })
    }

    private let keyLines: [String: Int]

    /// Refuses keys that are not among `known`, with the nearest one that is.
    func allow(_ known: [String]) throws(CatalogueError) {
        for key in values.keys.sorted(by: { (keyLines[$0] ?? 0) < (keyLines[$1] ?? 0) })
        where !known.contains(key) {
            throw CatalogueError(file, keyLines[key], "unknown key \"\(key)\"\(Self.suggestion(key, known))")
        }
    }

    /// ` (did you mean "x"?)`, or the list of what there is when nothing is near.
    static func suggestion(_ word: String, _ known: [String]) -> String {
        let nearest = nearest(word, known)
        return nearest.isEmpty ? "; known are \(known.joined(separator: ", "))" : nearest
    }

    /// ` (did you mean "x"?)`, or nothing when nothing is near.
    static func nearest(_ word: String, _ known: [String]) -> String {
        let nearest = known.min { editDistance(word, $0) < editDistance(word, $1) }
        guard let nearest, editDistance(word, nearest) <= max(2, nearest.count / 3) else { return "" }
        return "; did you mean \"\(nearest)\"?"
    }

    func line(of key: String) -> Int { keyLines[key] ?? line }

    func error(_ key: String, _ problem: String) -> CatalogueError {
        CatalogueError(file, line(of: key), "\(key): \(problem)")
    }

    func optionalString(_ key: String) throws(CatalogueError) -> String? {
        guard let node = values[key] else { return nil }
        guard let scalar = node.scalar?.string, !scalar.isEmpty else { throw error(key, "must be a text") }
        return scalar
    }

    func string(_ key: String) throws(CatalogueError) -> String {
        guard let value = try optionalString(key) else {
            throw missing(key)
        }
        return value
    }

    func missing(_ key: String) -> CatalogueError {
        CatalogueError(file, line, "the key \"\(key)\" is missing")
    }

    /// A path as it is meant: a relative one counts from the file's folder.
    func path(_ name: String) -> String {
        name.hasPrefix("/") ? name : (file.lastIndex(of: "/").map { String(file[...$0]) } ?? "") + name
    }

    /// Refuses what is no address of the web.
    func webAddress(_ address: String, _ key: String) throws(CatalogueError) -> String {
        guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
            throw error(key, "the address must begin with https:// or http://")
        }
        return address
    }

    /// The address that stands at `url`, or in the secret that `url_secret` names.
    func webAddressOrSecret() throws(CatalogueError) -> String {
        let address =
            if let name = try optionalString("url_secret") {
                try Credential.read(name, self, "url_secret")
            } else {
                try string("url")
            }
        return try webAddress(address, "url")
    }

    func number(_ key: String, in range: ClosedRange<Double>) throws(CatalogueError) -> Double? {
        guard let text = try optionalString(key) else { return nil }
        guard let value = Double(text), range.contains(value) else {
            throw error(key, "\"\(text)\" must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func integer(_ key: String, in range: ClosedRange<Int>) throws(CatalogueError) -> Int? {
        guard let text = try optionalString(key) else { return nil }
        guard let value = Int(text), range.contains(value) else {
            throw error(
                key, "\"\(text)\" must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func flag(_ key: String) throws(CatalogueError) -> Bool? {
        switch try optionalString(key) {
        case nil: return nil
        case "true": return true
        case "false": return false
        default: throw error(key, "must be true or false")
        }
    }

    var keys: [String] { values.keys.sorted() }

    /// `30s`, `5m`, `2h`, `1d`.
    func duration(_ key: String, in range: ClosedRange<Duration>) throws(CatalogueError) -> Duration? {
        guard let text = try optionalString(key) else { return nil }
        let units = ["s": 1, "m": 60, "h": 3600, "d": 86400]
        guard let unit = text.last.flatMap({ units[String($0)] }), let count = Int(text.dropLast()),
            count > 0,
            count < 1_000_000, range.contains(.seconds(count * unit))
        else {
            let bounds =
                "\(range.lowerBound.components.seconds)s to \(range.upperBound.components.seconds / 86400)d"
            throw error(key, "\"\(text)\" must be a time such as 30s, 5m, 2h or 1d, from \(bounds)")
        }
        return .seconds(count * unit)
    }

    /// `500MB`, `20GB`: powers of ten, at least a megabyte.
    func bytes(_ key: String) throws(CatalogueError) -> Int64? {
        guard let text = try optionalString(key) else { return nil }
        let units: [(name: String, bytes: Int64)] = [("MB", 1_000_000), ("GB", 1_000_000_000)]
        for unit in units where text.hasSuffix(unit.name) {
            if let count = Int64(text.dropLast(2)), (1...1_000_000).contains(count) {
                return count * unit.bytes
            }
        }
        throw error(key, "\"\(text)\" must be a size such as 500MB or 20GB")
    }

    func strings(_ key: String) throws(CatalogueError) -> [String] {
        guard let node = values[key] else { return [] }
        guard let sequence = node.sequence else { throw error(key, "must be a list") }
        var texts: [String] = []
        for element in sequence {
            guard let text = element.scalar?.string else {
                throw CatalogueError(file, element.mark?.line, "\(key): every element must be a text")
            }
            texts.append(text)
        }
        return texts
    }

    func mapping(_ key: String) throws(CatalogueError) -> YAMLMapping? {
        guard let node = values[key] else { return nil }
        return try YAMLMapping(node, file: file, what: key)
    }

    func mappings(_ key: String) throws(CatalogueError) -> [YAMLMapping] {
        guard let node = values[key] else { return [] }
        guard let sequence = node.sequence else { throw error(key, "must be a list") }
        var mappings: [YAMLMapping] = []
        for element in sequence {
            mappings.append(try YAMLMapping(element, file: file, what: "an element of \(key)"))
        }
        return mappings
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
            return "the key \(keys.map { "\($0)" }.sorted().joined(separator: ", ")) stands twice, here first"
        default: return "\(error)".split(separator: "\n").first.map(String.init) ?? "unreadable"
        }
    }
}

/// The edits (insert, delete, replace) that lead from one word to the other (Levenshtein 1966).
func editDistance(_ a: String, _ b: String) -> Int {
    let (x, y) = (Array(a), Array(b))
    var row = Array(0...y.count)
    for i in x.indices {
        var diagonal = row[0]
        row[0] = i + 1
        for j in y.indices {
            let replaced = diagonal + (x[i] == y[j] ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
        }
    }
    return row[y.count]
}
