import CXML

/// HTML to plain text: tags dropped, block elements as line breaks, entities decoded once, scripts and styles gone.
enum HTMLText {
    private static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer", "h1",
        "h2",
        "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td",
        "th", "tr",
        "ul",
    ]
    private static let silent: Set<String> = ["script", "style", "head", "template", "noscript", "iframe"]
    /// libxml2's HTML parser builds at most this depth itself; a walk must not exhaust the stack before it.
    private static let deepest = 256

    /// The text of a fragment; text without `<` and `&` comes back as it is, with white space squeezed.
    static func plain(_ fragment: String) -> String {
        guard fragment.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
            return fragment.singleSpaced
        }
        var bytes = Array("<div>".utf8) + Array(fragment.utf8.filter { $0 != 0 }) + Array("</div>".utf8)
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
        else { return fragment.singleSpaced }
        defer { unsafe xmlFreeDoc(document) }
        var text = ""
        unsafe append(xmlDocGetRootElement(document), to: &text, depth: 0)
        return text.split(separator: "\n").map(\.singleSpaced).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    // The nodes belong to the document, which the caller keeps alive.
    private static func append(_ first: xmlNodePtr?, to text: inout String, depth: Int) {
        guard depth < deepest else { return }
        var next = unsafe first
        while let node = unsafe next {
            unsafe next = node.pointee.next
            switch unsafe node.pointee.type {
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                if let content = unsafe node.pointee.content {
                    text += unsafe String(cString: content).replacingLineBreaks
                }
            case XML_ELEMENT_NODE:
                let name = unsafe node.pointee.name.map { unsafe String(cString: $0) } ?? ""
                guard !silent.contains(name) else { continue }
                let isBlock = blocks.contains(name)
                if isBlock { text += "\n" }
                unsafe append(node.pointee.children, to: &text, depth: depth + 1)
                if isBlock { text += "\n" }
            default: continue
            }
        }
    }
}

extension String {
    /// Line breaks inside a text node are plain white space in HTML.
    fileprivate var replacingLineBreaks: String {
        String(map { $0.isNewline ? " " : $0 })
    }
}
