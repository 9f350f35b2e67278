/// An element of an XML document, with the names of the XML Information Set.
///
/// A class, because a feed's elements are looked up by name many times, and copies of a value would cost more
/// than that.
final class XMLNode {
    /// What is between an element's tags, in document order.
    enum Content {
        case text(String)
        case element(XMLNode)
    }

    let localName: String
    /// The namespace's name; empty for none.
    let namespace: String
    /// By qualified name, with the usual prefixes for the namespaces of XML and RDF.
    var attributes: [String: String] = [:]
    var contents: [Content] = []

    init(localName: String, namespace: String) {
        self.localName = localName
        self.namespace = namespace
    }

    /// The elements right below this one.
    var children: [XMLNode] {
        contents.compactMap { if case .element(let node) = $0 { node } else { nil } }
    }

    /// The first child of this name, in any namespace unless one is given.
    func child(_ name: String, in namespace: String? = nil) -> XMLNode? {
        for case .element(let node) in contents where node.matches(name, namespace) { return node }
        return nil
    }

    func children(_ name: String, in namespace: String? = nil) -> [XMLNode] {
        var found: [XMLNode] = []
        for case .element(let node) in contents where node.matches(name, namespace) { found.append(node) }
        return found
    }

    /// The elements of this name below, in document order, none of them inside another.
    func topmost(_ name: String) -> [XMLNode] {
        children.flatMap { $0.matches(name, nil) ? [$0] : $0.topmost(name) }
    }

    /// Names are the same in any case: feeds write `pubdate` and `TITLE`.
    func matches(_ name: String, _ namespace: String?) -> Bool {
        guard isSameInAnyCase(localName.utf8, name.utf8) else { return false }
        return namespace == nil || namespace == self.namespace
    }

    /// An attribute's value, its name in any case.
    func attribute(_ name: String) -> String? {
        attributes[name] ?? attributes.first { $0.key.lowercased() == name.lowercased() }?.value
    }

    /// The trimmed text of the first child of this name; nil when it is absent or empty.
    func childText(_ name: String, in namespace: String? = nil) -> String? {
        child(name, in: namespace).flatMap { $0.allText.trimmed.nonEmpty }
    }

    /// All character data below, in document order.
    var allText: String {
        contents.reduce(into: "") { text, content in
            switch content {
            case .text(let own): text += own
            case .element(let node): text += node.allText
            }
        }
    }

    /// Everything below as markup, for XHTML content.
    var innerMarkup: String {
        contents.reduce(into: "") { markup, content in
            switch content {
            case .text(let own): markup += own.escapedForMarkup
            case .element(let node): markup += "<\(node.localName)>\(node.innerMarkup)</\(node.localName)>"
            }
        }
    }
}
