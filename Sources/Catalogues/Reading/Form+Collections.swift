extension Form {
    /// A list of values of one form.
    ///
    /// - Parameter needed: What at least one is needed of; nil where the list may be empty.
    static func list<Element>(of form: Form<Element>, atLeastOne needed: String? = nil) -> Form
    where Value == [Element] {
        Form("a list, each \(form.words)") { source, findings in
            guard let elements = source.elements(&findings) else { return nil }
            if elements.isEmpty, let needed {
                source.refuse("at least one \(needed) is needed", &findings)
                return nil
            }
            let values = elements.map { form.read($0, &findings) }
            return values.contains { $0 == nil } ? nil : values.compactMap(\.self)
        } write: { values, privacy in
            .list(values.map { form.write($0, privacy) })
        }
    }
}

extension Form<[String: String]> {
    /// A mapping of names of any kind to texts.
    static let texts = Form("a mapping of names to texts") { source, findings in
        guard let mapping = mapping(source, &findings) else { return nil }
        var texts: [String: String] = [:]
        for value in mapping.values { texts[value.name] = value.scalar(&findings) }
        return texts.count == mapping.values.count ? texts : nil
    } write: { texts, _ in
        .mapping(texts.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .text($0.value)) })
    }
}

extension Form<[String: Double]> {
    /// A mapping of names of any kind to shares.
    static let shares = Form("a mapping of names to shares from 0 to 1") { source, findings in
        guard let mapping = mapping(source, &findings) else { return nil }
        var shares: [String: Double] = [:]
        for value in mapping.values { shares[value.name] = Form<Double>.number(0...1).read(value, &findings) }
        return shares.count == mapping.values.count ? shares : nil
    } write: { shares, _ in
        .mapping(shares.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .number($0.value)) })
    }
}

extension Form where Value: Section {
    /// A mapping with keys of its own.
    static var section: Form {
        var form = Form("a section") { source, findings in
            mapping(source, &findings).flatMap { Value.read($0, &findings) }
        } write: { section, privacy in
            section.written(privacy)
        }
        form.keys = { Value.keys.map(\.about) }
        return form
    }
}

extension Form {
    /// A list of sections.
    ///
    /// - Parameters:
    ///   - name: The key that tells one from the others, and its values that are taken by something else.
    ///   - needed: What at least one is needed of; nil where the list may be empty.
    static func sections<Element: Section>(
        named name: (key: String, taken: [String])? = nil,
        atLeastOne needed: String? = nil
    ) -> Form where Value == [Element] {
        let list = Form<[Element]>.list(of: .section, atLeastOne: needed)
        var form = Form("a list of sections") { source, findings in
            let sections = list.read(source, &findings)
            guard let name else { return sections }
            // What is wrong with the elements was told; names that are there are compared all the same.
            var told = Findings()
            var taken = Set(name.taken)
            var isUnique = true
            for element in source.elements(&told) ?? [] {
                guard let place = Form<Element>.mapping(element, &told)?.value(name.key),
                    let text = place.scalar(&told), !taken.insert(text).inserted
                else { continue }
                isUnique = false
                findings.add(source.file, place.line, "\(name.key): \"\(text)\" is already taken")
            }
            return isUnique ? sections : nil
        } write: { sections, privacy in
            list.write(sections, privacy)
        }
        form.keys = { Element.keys.map(\.about) }
        return form
    }

    /// A value as a mapping; nil after a mistake, which is noted.
    fileprivate static func mapping(_ source: Source, _ findings: inout Findings) -> Mapping? {
        do {
            return try Mapping(source)
        } catch {
            findings.mistakes += error.mistakes
            return nil
        }
    }
}
