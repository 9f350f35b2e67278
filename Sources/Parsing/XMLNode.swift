/// An element of an XML document, with the names of the XML Information Set.
struct XMLNode {
    /// What stands between an element's tags, in document order.
    enum Content {
        case text(String)
        case element(XMLNode)
    }

    let localName: String
    /// The namespace's name, empty where there is none.
    let namespace: String
    /// By qualified name, with the usual prefixes for the namespaces of XML and RDF.
    var attributes: [String: String] = [:]
    var contents: [Content] = []

    /// The elements right below this one.
    var children: [XMLNode] {
        contents.compactMap { if case .element(let node) = $0 { node } else { nil } }
    }

    /// The first child of this name, in any namespace unless one is given.
    func child(_ name: String, in namespace: String? = nil) -> XMLNode? {
        children.first { $0.isNamed(name) && (namespace ?? $0.namespace) == $0.namespace }
    }

    func children(_ name: String, in namespace: String? = nil) -> [XMLNode] {
        children.filter { $0.isNamed(name) && (namespace ?? $0.namespace) == $0.namespace }
    }

    /// Names are the same in any case: feeds write `pubdate` and `TITLE`.
    private func isNamed(_ name: String) -> Bool {
        localName == name
            || localName.utf8.count == name.utf8.count && localName.lowercased() == name.lowercased()
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
