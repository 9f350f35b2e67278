import Yams

/// A value of a file, and the place where it is.
struct Source {
    let file: String
    /// What errors call it: its key, or what it is an element of.
    let name: String
    let line: Int
    let node: Node

    /// The value as text.
    func scalar(_ findings: inout Findings) -> String? {
        if let text = node.scalar?.string, !text.isEmpty { return text }
        refuse("must be a text", &findings)
        return nil
    }

    /// The elements of a list, each with its own line.
    func elements(_ findings: inout Findings) -> [Source]? {
        guard let sequence = node.sequence else {
            refuse("must be a list", &findings)
            return nil
        }
        return sequence.map { Source(file: file, name: name, line: $0.mark?.line ?? line, node: $0) }
    }

    func refuse(_ problem: String, _ findings: inout Findings) {
        findings.add(file, line, "\(name): \(problem)")
    }

    /// A path as it is meant: a relative one counts from the file's folder.
    func path(_ name: String) -> String {
        name.hasPrefix("/") ? name : (file.lastIndex(of: "/").map { String(file[...$0]) } ?? "") + name
    }
}

/// The keys of a mapping with their values.
struct Mapping {
    let file: String
    let line: Int
    /// In the order of the file.
    let values: [Source]

    /// - Throws: `CatalogueError` for what is no mapping, or has a key that is no text.
    init(_ source: Source) throws(CatalogueError) {
        file = source.file
        line = source.node.mark?.line ?? source.line
        guard let mapping = source.node.mapping else {
            throw CatalogueError(file, line, "\(source.name) must be a mapping of keys to values")
        }
        var values: [Source] = []
        for (key, value) in mapping {
            guard let name = key.string else {
                throw CatalogueError(file, key.mark?.line, "a key must be a text")
            }
            values.append(Source(file: file, name: name, line: key.mark?.line ?? line, node: value))
        }
        self.values = values
    }

    func value(_ key: String) -> Source? { values.first { $0.name == key } }

    /// Notes a mistake at a key, or at the mapping where the key is not there.
    func refuse(_ key: String, _ problem: String, _ findings: inout Findings) {
        findings.mistakes.append(mistake(key, problem))
    }

    /// Notes at a key what is valid, but probably not meant.
    func hint(_ key: String, _ problem: String, _ findings: inout Findings) {
        findings.hints.append(mistake(key, problem))
    }

    private func mistake(_ key: String, _ problem: String) -> Mistake {
        Mistake(file: file, line: value(key)?.line ?? line, problem: "\(key): \(problem)")
    }
}

/// Where a part of a file was read, for mistakes that are found later.
///
/// Two places are always equal: where a thing is written is no part of what it says.
struct Place: Sendable, Equatable {
    var file = ""
    var line: Int?

    static func == (a: Place, b: Place) -> Bool { true }
}
