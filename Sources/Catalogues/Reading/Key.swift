/// A key of a section: everything that there is to say about it, once.
///
/// Strict reading, `config dump`, the example file and the page of keys all come from this.
struct Key<Root: Sendable>: Sendable {
    private(set) var about: KeyDescription
    let read: @Sendable (Source, inout Root, inout Findings) -> Void
    /// Nil for what is not there.
    let write: @Sendable (Root, Privacy) -> Written?
    private(set) var condition: (@Sendable (Root) -> Bool)?

    var name: String { about.name }

    init(
        _ about: KeyDescription, read: @escaping @Sendable (Source, inout Root, inout Findings) -> Void,
        write: @escaping @Sendable (Root, Privacy) -> Written?
    ) {
        self.about = about
        self.read = read
        self.write = write
    }

    /// The same key with a name that it had before, which still works.
    func formerly(_ name: String) -> Key { changed { $0.about.formerNames.append(name) } }

    /// The same key, whose mistakes end the reading of its section.
    func decisive() -> Key { changed { $0.about.isDecisive = true } }

    /// The same key where a condition holds, and unknown elsewhere.
    ///
    /// - Parameter words: The condition on the page: `kind mail`.
    func only(_ words: String, _ condition: @escaping @Sendable (Root) -> Bool) -> Key {
        changed {
            $0.about.condition = words
            $0.condition = condition
        }
    }

    /// The same key with a line in the example file that holds.
    func shown(_ yaml: String) -> Key { changed { $0.about.example = Example(yaml: yaml, isActive: true) } }

    /// The same key with a line in the example file that is a comment.
    func suggested(_ yaml: String) -> Key {
        changed { $0.about.example = Example(yaml: yaml, isActive: false) }
    }

    /// The same key with words for what holds without it.
    func otherwise(_ words: String) -> Key { changed { $0.about.standard = .words(words) } }

    private func changed(_ change: (inout Key) -> Void) -> Key {
        var copy = self
        change(&copy)
        return copy
    }
}

extension Key {
    /// The key's value in a mapping, under its name or one that it had before; two of them are a mistake.
    private func source(in mapping: Mapping, _ findings: inout Findings) -> Source? {
        var found = mapping.value(name)
        for former in about.formerNames {
            guard let source = mapping.value(former) else { continue }
            let hint = "\"\(former)\" is now \"\(name)\""
            if found != nil {
                findings.add(source.file, source.line, "\(hint), and both are here; remove one")
            } else {
                findings.hints.append(
                    Mistake(
                        file: source.file, line: source.line, problem: "\(hint); the old name still works"))
                found = source
            }
        }
        return found
    }

    /// Reads the key into a section.
    ///
    /// - Returns: Whether the mapping has it.
    func read(from mapping: Mapping, into section: inout Root, _ findings: inout Findings) -> Bool {
        guard let source = source(in: mapping, &findings) else { return false }
        read(source, &section, &findings)
        return true
    }
}
