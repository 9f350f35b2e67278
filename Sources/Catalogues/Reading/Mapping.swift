import Yams

/// The keys of a mapping with their values.
struct Mapping {
    let file: String
    let line: Int
    /// In the order of the file.
    let values: [Source]

    /// - Throws: `CatalogueError` for a node that is not a mapping, or has a key that is not a text.
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
