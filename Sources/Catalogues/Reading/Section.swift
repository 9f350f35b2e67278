/// A part of a file: a mapping with keys that are declared in one list.
///
/// A section is read strictly: an unknown key, a missing one or a value out of bounds refuses the file, and
/// one reading finds all of them.
protocol Section: Sendable, Equatable {
    /// A section with its defaults, and something empty at the keys that are required.
    static var blank: Self { get }
    /// All keys, in the order of the pages.
    static var keys: [Key<Self>] { get }
    /// Looks at what holds between keys; called when each of them was read without a mistake.
    mutating func complete(_ mapping: Mapping, _ findings: inout Findings)
}

extension Section {
    mutating func complete(_ mapping: Mapping, _ findings: inout Findings) {}

    /// A key that must be there.
    static func required<Value>(
        _ name: String, _ path: any WritableKeyPath<Self, Value> & Sendable, _ form: Form<Value>,
        _ help: String
    ) -> Key<Self> {
        var about = KeyDescription(name: name, form: form.words, help: help, inner: form.keys)
        about.isRequired = true
        return key(about, path, form)
    }

    /// A key that has a default.
    static func key<Value>(
        _ name: String, _ path: any WritableKeyPath<Self, Value> & Sendable, _ form: Form<Value>,
        _ help: String
    ) -> Key<Self> {
        var about = KeyDescription(name: name, form: form.words, help: help, inner: form.keys)
        let standard = form.write(blank[keyPath: path], .everything)
        if !standard.isMany { about.standard = .value(standard.yaml) }
        return key(about, path, form)
    }

    /// A key that may be left out, and then is nothing.
    static func optional<Value>(
        _ name: String, _ path: any WritableKeyPath<Self, Value?> & Sendable, _ form: Form<Value>,
        _ help: String
    ) -> Key<Self> {
        Key(KeyDescription(name: name, form: form.words, help: help, inner: form.keys)) {
            source, section, findings in
            section[keyPath: path] = form.read(source, &findings)
        } write: { section, privacy in
            section[keyPath: path].map { form.write($0, privacy) }
        }
    }

    private static func key<Value>(
        _ about: KeyDescription, _ path: any WritableKeyPath<Self, Value> & Sendable, _ form: Form<Value>
    ) -> Key<Self> {
        Key(about) { source, section, findings in
            if let value = form.read(source, &findings) { section[keyPath: path] = value }
        } write: { section, privacy in
            form.write(section[keyPath: path], privacy)
        }
    }

    /// The section as a file would hold it, defaults filled in; sections with nothing in them are left out.
    func written(_ privacy: Privacy) -> Written {
        .mapping(
            Self.keys.compactMap { key in
                guard key.condition.map({ $0(self) }) ?? true, let value = key.write(self, privacy) else {
                    return nil
                }
                if case .mapping(let pairs) = value, pairs.isEmpty { return nil }
                return Written.Pair(key: key.name, value: value)
            })
    }

    /// Reads a section; nil after mistakes, which are noted.
    static func read(_ mapping: Mapping, _ findings: inout Findings) -> Self? {
        let before = findings.mistakes.count
        var section = blank
        var missing: [String] = []
        func read(_ key: Key<Self>) {
            if !key.read(from: mapping, into: &section, &findings), key.about.isRequired {
                missing.append(key.name)
            }
        }
        for key in keys where key.about.isDecisive { read(key) }
        var own = keys
        // What the other keys are cannot be told after a mistake in one that decides it.
        if findings.mistakes.count == before, missing.isEmpty {
            own = keys.filter { key in key.condition.map { $0(section) } ?? true }
            for key in own where !key.about.isDecisive { read(key) }
        }
        let meant = refuseUnknown(mapping, own, &findings)
        for name in missing where !meant.contains(name) {
            findings.add(mapping.file, mapping.line, "the key \"\(name)\" is missing")
        }
        guard findings.mistakes.count == before else { return nil }
        section.complete(mapping, &findings)
        return findings.mistakes.count == before ? section : nil
    }

    /// Refuses keys that the section does not have; returns those that were probably meant.
    private static func refuseUnknown(
        _ mapping: Mapping, _ own: [Key<Self>], _ findings: inout Findings
    ) -> Set<String> {
        let names = own.map(\.name)
        let known = Set(names + own.flatMap(\.about.formerNames))
        var meant: Set<String> = []
        for value in mapping.values where !known.contains(value.name) {
            let others = keys.filter { $0.name == value.name }.compactMap(\.about.condition)
            if let condition = others.first {
                findings.add(value.file, value.line, "the key \"\(value.name)\" is only for \(condition)")
                continue
            }
            findings.add(
                value.file, value.line,
                "unknown key \"\(value.name)\"\(Suggestion.nearestOrAll(value.name, names))")
            if let nearest = Suggestion.nearest(value.name, names) { meant.insert(nearest) }
        }
        return meant
    }
}
