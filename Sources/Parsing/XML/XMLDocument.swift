import CXML

/// Reads XML with libxml2 and recovers from faults: everything before a fault is kept.
///
/// Nothing outside the document is ever read: neither the network nor files, for entities as for the DTD.
/// libxml2's own limits on depth, names and entity expansion stay on.
enum XMLDocument {
    /// Deeper elements are dropped; feeds nest fewer than ten levels.
    private static let maximumDepth = 64

    /// Prefixes that documents use without declaring them.
    private static let knownPrefixes = [
        "dc": "http://purl.org/dc/elements/1.1/", "content": "http://purl.org/rss/1.0/modules/content/",
        "atom": "http://www.w3.org/2005/Atom", "media": "http://search.yahoo.com/mrss/",
        "dcterms": "http://purl.org/dc/terms/", "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    ]
    /// Attributes of these namespaces are named with these prefixes, whatever the document calls them.
    private static let attributePrefixes = [
        "http://www.w3.org/XML/1998/namespace": "xml", "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    ]

    /// The root element; nil when nothing can be read.
    ///
    /// - Parameter bytes: UTF-8, whatever the document declares.
    static func parse(_ bytes: [UInt8], url: String?) -> XMLNode? {
        let bytes = withoutEndlessComments(bytes)
        let (root, isWhole) = read(bytes, url: url)
        guard !isWhole, let mended = mended(bytes) else { return root }
        return read(withoutEndlessComments(mended), url: url).root ?? root
    }

    /// The root element, and whether the document is well-formed.
    private static func read(_ bytes: [UInt8], url: String?) -> (root: XMLNode?, isWhole: Bool) {
        guard let context = unsafe xmlNewParserCtxt() else { return (nil, true) }
        // Alive until here; the document is another's.
        defer { unsafe xmlFreeParserCtxt(context) }
        // NOENT is absent on purpose: with it, libxml2 would read files that entities name.
        let options = Int32(
            XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
                | XML_PARSE_NOWARNING.rawValue)
        let root = unsafe bytes.withUnsafeBytes { buffer -> XMLNode? in
            guard let start = buffer.baseAddress, let count = Int32(exactly: buffer.count),
                // libxml2 reads `count` bytes and keeps nothing of the buffer.
                let document = unsafe xmlCtxtReadMemory(
                    context, start.assumingMemoryBound(to: CChar.self), count, url, "UTF-8", options)
            else { return nil }
            defer { unsafe xmlFreeDoc(document) }
            return unsafe xmlDocGetRootElement(document).map { unsafe element($0, depth: 0) }
        }
        return (root, unsafe context.pointee.wellFormed != 0)
    }

    // `node` belongs to the document, which is alive until `parse` returns; every string is copied.
    private static func element(_ node: xmlNodePtr, depth: Int) -> XMLNode {
        let (name, declared) = unsafe names(node)
        let namespace = Namespace.canonical(declared)
        let result = XMLNode(localName: name, namespace: namespace)
        var attribute = unsafe node.pointee.properties
        while let current = unsafe attribute {
            unsafe result.attributes[attributeName(current)] = unsafe text(of: current.pointee.children)
            unsafe attribute = current.pointee.next
        }
        var next = unsafe node.pointee.children
        while let child = unsafe next {
            unsafe next = child.pointee.next
            switch unsafe child.pointee.type {
            case XML_ELEMENT_NODE:
                if depth + 1 < maximumDepth {
                    unsafe result.contents.append(.element(element(child, depth: depth + 1)))
                }
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                if let value = unsafe string(child.pointee.content) { result.contents.append(.text(value)) }
            case XML_ENTITY_REF_NODE:
                if let value = unsafe entity(child) { result.contents.append(.text(value)) }
            default: continue
            }
        }
        return result
    }

    private static func names(_ node: xmlNodePtr) -> (local: String, namespace: String) {
        let name = unsafe string(node.pointee.name) ?? ""
        if let namespace = unsafe node.pointee.ns {
            return (name, unsafe string(namespace.pointee.href) ?? "")
        }
        guard name.utf8.contains(UInt8(ascii: ":")) else { return (name, "") }
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return (name, "") }
        return (parts[1], knownPrefixes[parts[0]] ?? parts[0])
    }

    private static func attributeName(_ attribute: xmlAttrPtr) -> String {
        let name = unsafe string(attribute.pointee.name) ?? ""
        guard let namespace = unsafe attribute.pointee.ns else { return name }
        let known = unsafe string(namespace.pointee.href).flatMap { attributePrefixes[$0] }
        guard let prefix = unsafe known ?? string(namespace.pointee.prefix) else { return name }
        return "\(prefix):\(name)"
    }

    /// The text of an attribute's nodes.
    private static func text(of first: xmlNodePtr?) -> String {
        var value = ""
        var next = unsafe first
        while let node = unsafe next {
            let own =
                unsafe node.pointee.type == XML_ENTITY_REF_NODE ? entity(node) : string(node.pointee.content)
            value += own ?? ""
            unsafe next = node.pointee.next
        }
        return value
    }

    /// The value of an entity: the document's own, if it is plain text, or HTML's, which feeds use
    /// undeclared.
    private static func entity(_ reference: xmlNodePtr) -> String? {
        if let declared = unsafe xmlGetDocEntity(reference.pointee.doc, reference.pointee.name) {
            guard unsafe declared.pointee.etype == XML_INTERNAL_GENERAL_ENTITY else { return nil }
            return unsafe string(declared.pointee.content).flatMap {
                $0.contains { "&<".contains($0) } ? nil : $0
            }
        }
        guard let known = unsafe htmlEntityLookup(reference.pointee.name) else { return nil }
        return Unicode.Scalar(unsafe known.pointee.value).map { String($0) }
    }

    private static func string(_ text: UnsafePointer<xmlChar>?) -> String? {
        // libxml2 ends its strings with a zero.
        unsafe text.map { unsafe String(cString: $0) }
    }
}
