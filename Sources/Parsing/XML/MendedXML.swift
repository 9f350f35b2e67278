// Feeds hold unescaped HTML, forget end tags and cut tags in two: `<description>one<br>two</description>`.
// libxml2 recovers by ending the innermost element, whatever the end tag's name, so that all that follows is
// one level too deep, and gives up at what is not a tag. Here such documents are rewritten before libxml2
// sees them:
//
// * an end tag ends the nearest open element of its name, and the elements inside it first; one that ends
//   nothing is dropped;
// * an item or entry ends the one before it, for they are never nested;
// * attributes get the quotes that they lack, and those that cannot be read are dropped;
// * a `<` that begins nothing is text.

/// The same document, but well-formed as far as tags go; nil when they are so already, or it is cut off.
///
/// Cost: one pass; an end tag is looked up only among the innermost elements, so that no document makes it
/// more.
func mended(_ document: [UInt8]) -> [UInt8]? {
    var mending = Mending(document)
    return mending.run()
}

private struct Mending {
    /// Deeper than feeds nest.
    private static let maximumDepth = 64
    /// Elements that are never nested in one of their name.
    private static let separate = ["item", "entry"].map { Array($0.utf8) }

    private let bytes: [UInt8]
    private var out: [UInt8] = []
    /// How far the document has been copied.
    private var copied = 0
    /// The names of the open elements, by their places.
    private var open: [Range<Int>] = []
    /// Marks that do not occur again, so that each is looked for once.
    private var missing: Set<String> = []
    /// A `>` that was found; nothing before it needs another search.
    private var bracket = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func run() -> [UInt8]? {
        var index = 0
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) { index = read(start) }
        guard copied > 0 else { return nil }
        return out + bytes[copied...]
    }

    /// Reads what begins at a `<`; returns where to continue.
    private mutating func read(_ start: Int) -> Int {
        let rest = bytes[(start + 1)...]
        if rest.starts(with: Array("!--".utf8)) { return end(of: "-->", from: start + 4) ?? asText(start) }
        // A section that does not end is cut off.
        if rest.starts(with: Array("![CDATA[".utf8)) { return end(of: "]]>", from: start + 9) ?? bytes.count }
        if rest.first == UInt8(ascii: "?") { return end(of: "?>", from: start + 2) ?? asText(start) }
        if rest.starts(with: Array("!DOCTYPE".utf8)) { return end(of: ">", from: start + 2) ?? asText(start) }
        let isEnd = rest.first == UInt8(ascii: "/")
        let nameStart = isEnd ? start + 2 : start + 1
        let name = nameStart..<(bytes[nameStart...].firstIndex { !isNameByte($0) } ?? bytes.count)
        // A document that ends in a tag is cut off.
        guard name.upperBound < bytes.count else { return bytes.count }
        guard let first = bytes[name].first, isNameStart(first) else { return asText(start) }
        guard let tag = BrokenTag(bytes, from: name.upperBound) else {
            return hasBracket(from: name.upperBound) ? asText(start) : bytes.count
        }
        isEnd ? endElement(name, start, tag) : beginElement(name, start, tag)
        return tag.end
    }

    /// What begins at a `<` is text.
    private mutating func asText(_ start: Int) -> Int {
        copy(upTo: start, then: start + 1)
        out += "&lt;".utf8
        return start + 1
    }

    private mutating func beginElement(_ name: Range<Int>, _ start: Int, _ tag: BrokenTag) {
        if Self.separate.contains(where: { isSameInAnyCase($0, bytes[name]) }),
            let depth = depth(of: name)
        {
            copy(upTo: start, then: start)
            end(depth + 1)
        }
        if !tag.isSound {
            copy(upTo: start, then: tag.end)
            out += [UInt8(ascii: "<")] + bytes[name] + tag.attributes.flatMap(spelled)
            out += tag.isEmpty ? "/>".utf8 : ">".utf8
        }
        if !tag.isEmpty { open.append(name) }
    }

    private mutating func endElement(_ name: Range<Int>, _ start: Int, _ tag: BrokenTag) {
        guard let depth = depth(of: name) else {
            // Nothing of this name is open.
            return copy(upTo: start, then: tag.end)
        }
        let isExact = depth == 0 && bytes[open[open.count - 1]] == bytes[name] && tag.attributes.isEmpty
        guard !isExact else {
            open.removeLast()
            return
        }
        copy(upTo: start, then: tag.end)
        end(depth + 1)
    }

    /// The number of open elements inside the nearest one of a name; nil when none is open.
    private func depth(of name: Range<Int>) -> Int? {
        open.suffix(Self.maximumDepth).reversed().enumerated().first {
            isSameInAnyCase(bytes[$0.element], bytes[name])
        }?.offset
    }

    /// Ends the innermost elements.
    private mutating func end(_ count: Int) {
        for name in open.suffix(count).reversed() {
            out += "</".utf8
            out += bytes[name] + [UInt8(ascii: ">")]
        }
        open.removeLast(count)
    }

    private mutating func copy(upTo end: Int, then next: Int) {
        out += bytes[copied..<end]
        copied = next
    }

    private func spelled(_ attribute: (name: Range<Int>, value: Range<Int>)) -> [UInt8] {
        let value = bytes[attribute.value].flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "\""): Array("&quot;".utf8)
            case UInt8(ascii: "<"): Array("&lt;".utf8)
            default: [byte]
            }
        }
        return [UInt8(ascii: " ")] + bytes[attribute.name] + "=\"".utf8 + value + [UInt8(ascii: "\"")]
    }

    private mutating func hasBracket(from start: Int) -> Bool {
        if bracket < start { bracket = bytes[start...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count }
        return bracket < bytes.count
    }

    /// Where the next occurrence of a mark ends; nil when it does not occur.
    private mutating func end(of text: String, from start: Int) -> Int? {
        guard !missing.contains(text) else { return nil }
        let found = Parsing.end(of: Array(text.utf8), in: bytes[start...])
        if found == nil { missing.insert(text) }
        return found
    }
}
