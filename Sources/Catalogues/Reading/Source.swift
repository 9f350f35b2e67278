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
