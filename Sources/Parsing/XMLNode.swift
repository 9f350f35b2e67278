import CXML

/// An element of an XML document, with the names of the XML Information Set.
struct XMLNode {
    let localName: String
    let namespace: String
    var attributes: [String: String] = [:]
    var children: [XMLNode] = []
    /// The character data of this element alone, in order, CDATA included.
    var text = ""

    /// The first child of this name, in any namespace unless one is given.
    func child(_ name: String, in namespace: String? = nil) -> XMLNode? {
        children.first { $0.localName == name && (namespace ?? $0.namespace) == $0.namespace }
    }

    func children(_ name: String, in namespace: String? = nil) -> [XMLNode] {
        children.filter { $0.localName == name && (namespace ?? $0.namespace) == $0.namespace }
    }

    /// The trimmed text of the first child of this name; nil when it is absent or empty.
    func childText(_ name: String, in namespace: String? = nil) -> String? {
        child(name, in: namespace).flatMap { $0.allText.trimmed.nonEmpty }
    }

    /// All character data below, in document order of the elements.
    var allText: String {
        children.reduce(text) { $0 + $1.allText }
    }

    /// The element and everything below it as markup, for XHTML content.
    var markup: String {
        "<\(localName)>\(text.escapedForMarkup)\(children.map(\.markup).joined())</\(localName)>"
    }
}

/// Reads XML with libxml2's pull parser, recovering from what is recoverable.
///
/// Entities are never fetched (no network, no external subset), and libxml2's own limits on depth, names and entity
/// expansion stay on.
enum XMLDocument {
    /// Deeper elements are dropped; feeds nest fewer than ten levels.
    private static let deepest = 64

    /// The root element, or nil when there is none to be had.
    static func parse(_ bytes: [UInt8], url: String?, encoding: String?) -> XMLNode? {
        let options = Int32(
            XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
                | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NOENT.rawValue | XML_PARSE_NOCDATA.rawValue)
        return unsafe bytes.withUnsafeBytes { buffer -> XMLNode? in
            guard let start = buffer.baseAddress, let count = Int32(exactly: buffer.count),
                // The reader borrows the buffer until it is freed below, inside this closure.
                let reader = unsafe xmlReaderForMemory(
                    start.assumingMemoryBound(to: CChar.self), count, url, encoding, options)
            else { return nil }
            defer { unsafe xmlFreeTextReader(reader) }
            return unsafe root(of: reader)
        }
    }

    // `reader` is alive for the whole call; every string it lends is copied before the next read.
    private static func root(of reader: xmlTextReaderPtr) -> XMLNode? {
        var open: [XMLNode] = []
        var root: XMLNode?
        func close() {
            guard let node = open.popLast() else { return }
            if open.isEmpty { root = root ?? node } else { open[open.count - 1].children.append(node) }
        }
        while unsafe xmlTextReaderRead(reader) == 1 {
            switch unsafe UInt32(bitPattern: xmlTextReaderNodeType(reader)) {
            case XML_READER_TYPE_ELEMENT.rawValue:
                guard open.count < deepest else { continue }
                let isEmpty = unsafe xmlTextReaderIsEmptyElement(reader) == 1
                open.append(unsafe element(reader))
                if isEmpty { close() }
            case XML_READER_TYPE_END_ELEMENT.rawValue:
                if unsafe xmlTextReaderDepth(reader) < Int32(open.count) { close() }
            case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
                XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue:
                if !open.isEmpty, let value = unsafe string(xmlTextReaderConstValue(reader)) {
                    open[open.count - 1].text += value
                }
            default: continue
            }
        }
        // A document that was cut off: what came before is kept.
        while !open.isEmpty { close() }
        return root
    }

    private static func element(_ reader: xmlTextReaderPtr) -> XMLNode {
        var node = XMLNode(
            localName: unsafe string(xmlTextReaderConstLocalName(reader)) ?? "",
            namespace: unsafe string(xmlTextReaderConstNamespaceUri(reader)) ?? "")
        while unsafe xmlTextReaderMoveToNextAttribute(reader) == 1 {
            if let name = unsafe string(xmlTextReaderConstName(reader)),
                let value = unsafe string(xmlTextReaderConstValue(reader))
            {
                node.attributes[name] = value
            }
        }
        unsafe xmlTextReaderMoveToElement(reader)
        return node
    }

    private static func string(_ text: UnsafePointer<xmlChar>?) -> String? {
        // libxml2 ends its strings with a zero.
        unsafe text.map { unsafe String(cString: $0) }
    }
}
