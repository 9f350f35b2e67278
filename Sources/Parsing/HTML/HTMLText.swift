import CXML

/// HTML to plain text: tags dropped, block elements as line breaks, entities decoded once, scripts and styles
/// gone.
enum HTMLText {
    static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer", "h1",
        "h2",
        "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td",
        "th", "tr",
        "ul",
    ]
    private static let silent: Set<String> = ["script", "style", "head", "template", "noscript"]
    /// libxml2's HTML parser builds at most this depth itself; a walk must not exhaust the stack before it.
    private static let maximumDepth = 256

    /// The text of a fragment; text without tags and `&` comes back unchanged, except that white space is
    /// squeezed.
    static func plain(_ fragment: String) -> String {
        let bytes = fragment.utf8
        let mayHaveTags = bytes.contains(UInt8(ascii: "<")) && bytes.contains(UInt8(ascii: ">"))
        guard mayHaveTags || bytes.contains(UInt8(ascii: "&")) else { return fragment.singleSpaced }
        if let simple = SimpleHTML.plain(fragment) { return simple }
        return parsed(fragment)
    }

    /// The same, whatever the fragment holds.
    static func parsed(_ fragment: String) -> String {
        let page = Array("<div>".utf8) + Array(fragment.utf8.filter { $0 != 0 }) + Array("</div>".utf8)
        var text: [UInt8] = []
        guard unsafe withDocument(page, { unsafe append($0, to: &text, depth: 0) }) else {
            return fragment.singleSpaced
        }
        // &#150; and the like are meant in windows-1252 (HTML, 13.2.5.80), which libxml2 does not know.
        return String(decoding: squeezed(withoutC1(text), keepsLines: true), as: UTF8.self)
    }

    /// The attributes of all elements of a name, in document order; names of attributes in lower case.
    static func elements(named name: String, of page: [UInt8]) -> [[String: String]] {
        var found: [[String: String]] = []
        _ = unsafe withDocument(page) { unsafe collect($0, name, to: &found, depth: 0) }
        return found
    }

    /// Calls `body` with the root of a page, if there is one; whether there was a document.
    private static func withDocument(_ page: [UInt8], _ body: (xmlNodePtr?) -> Void) -> Bool {
        var bytes = withoutEndlessComments(page)
        let options = Int32(
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
                | HTML_PARSE_NONET.rawValue)
        let count = Int32(clamping: bytes.count)
        // The document copies what it needs of the buffer before the call returns.
        guard
            let document = unsafe bytes.withUnsafeMutableBytes({ buffer in
                unsafe buffer.baseAddress.flatMap {
                    unsafe htmlReadMemory(
                        $0.assumingMemoryBound(to: CChar.self), count, nil, "UTF-8", options)
                }
            })
        else { return false }
        defer { unsafe xmlFreeDoc(document) }
        unsafe body(xmlDocGetRootElement(document))
        return true
    }

    // The nodes belong to the document, which the caller keeps alive; strings end with a zero and are copied.
    private static func collect(
        _ first: xmlNodePtr?, _ name: String, to found: inout [[String: String]], depth: Int
    ) {
        guard depth < maximumDepth else { return }
        var next = unsafe first
        while let node = unsafe next {
            unsafe next = node.pointee.next
            guard unsafe node.pointee.type == XML_ELEMENT_NODE else { continue }
            if unsafe node.pointee.name.map({ unsafe String(cString: $0) }) == name {
                var attributes: [String: String] = [:]
                var attribute = unsafe node.pointee.properties
                while let current = unsafe attribute {
                    let key = unsafe String(cString: current.pointee.name).lowercased()
                    let value = unsafe current.pointee.children.flatMap { unsafe $0.pointee.content }
                    attributes[key] = unsafe value.map { unsafe String(cString: $0) } ?? ""
                    unsafe attribute = current.pointee.next
                }
                found.append(attributes)
            }
            unsafe collect(node.pointee.children, name, to: &found, depth: depth + 1)
        }
    }

    // The nodes belong to the document, which the caller keeps alive.
    private static func append(_ first: xmlNodePtr?, to text: inout [UInt8], depth: Int) {
        guard depth < maximumDepth else { return }
        var next = unsafe first
        while let node = unsafe next {
            unsafe next = node.pointee.next
            switch unsafe node.pointee.type {
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                if let content = unsafe node.pointee.content {
                    // Line breaks inside a text node are plain white space in HTML.
                    let bytes = unsafe UnsafeBufferPointer(start: content, count: Int(xmlStrlen(content)))
                    unsafe text += bytes.map { (0x0A...0x0D).contains($0) ? 0x20 : $0 }
                }
            case XML_ELEMENT_NODE:
                let name = unsafe node.pointee.name.map { unsafe String(cString: $0) } ?? ""
                guard !silent.contains(name) else { continue }
                let isBlock = blocks.contains(name)
                if isBlock { text.append(UInt8(ascii: "\n")) }
                unsafe append(node.pointee.children, to: &text, depth: depth + 1)
                if isBlock { text.append(UInt8(ascii: "\n")) }
            default: continue
            }
        }
    }
}
