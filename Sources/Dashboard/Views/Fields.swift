import Mustache

/// Values as templates ask for them: by name, and an empty text counts as none, whose section is left out.
///
/// A type of its own answers much faster than a dictionary, of which the library has to find out at each
/// question whether its keys are texts.
struct Fields: MustacheParent {
    private let values: [String: Any]

    init(_ values: [String: Any]) { self.values = values }

    func child(named name: String) -> Any? {
        guard let value = values[name] else { return nil }
        // By the very type: a conditional cast of a collection looks at each element.
        if type(of: value) == String.self, let text = value as? String {
            return text.isEmpty ? Blank() : text
        }
        if type(of: value) == [[String: Any]].self, let rows = value as? [[String: Any]] {
            return rows.map(Fields.init)
        }
        if type(of: value) == [String: Any].self, let fields = value as? [String: Any] {
            return Fields(fields)
        }
        if type(of: value) == [String: String].self, let texts = value as? [String: String] {
            return Fields(texts)
        }
        if type(of: value) == [[String: String]].self, let rows = value as? [[String: String]] {
            return rows.map(Fields.init)
        }
        return value
    }
}

/// A text without letters.
private struct Blank: MustacheCustomRenderable {
    var renderText: String { "" }
    var isNull: Bool { true }
}

extension MustacheCustomRenderable {
    /// What writes itself is something.
    var isNull: Bool { false }
}
