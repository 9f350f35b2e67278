// Feeds hold unescaped HTML and forget end tags: `<description>one<br>two</description>`. libxml2 recovers by ending the
// innermost element, whatever the end tag's name, so that all that follows lies one level too deep. Here an end tag ends the
// nearest open element of its name, and those inside of it first.

/// The same document with its elements nested; nil when they are so already.
///
/// Cost: one pass; an end tag is looked for among the innermost elements alone, so that no document makes it more.
func balanced(_ document: [UInt8]) -> [UInt8]? {
    var balance = TagBalance(document)
    return balance.run()
}

private struct TagBalance {
    /// Deeper than feeds nest.
    private static let lookedThrough = 64

    private let bytes: [UInt8]
    private var out: [UInt8] = []
    /// How far the document has been copied.
    private var copied = 0
    /// The names of the open elements, by their places.
    private var open: [Range<Int>] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func run() -> [UInt8]? {
        var index = 0
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            index = readTag(start) ?? bytes.count
        }
        guard copied > 0 else { return nil }
        return out + bytes[copied...]
    }

    /// Takes in what begins at a `<`; returns where it ends, nil when it does not.
    private mutating func readTag(_ start: Int) -> Int? {
        let rest = bytes[(start + 1)...]
        if rest.starts(with: Array("!--".utf8)) { return end(of: "-->", from: start + 4) }
        if rest.starts(with: Array("![CDATA[".utf8)) { return end(of: "]]>", from: start + 9) }
        guard let first = rest.first else { return nil }
        if first == UInt8(ascii: "!") || first == UInt8(ascii: "?") { return end(of: ">", from: start + 2) }
        let isEnd = first == UInt8(ascii: "/")
        let nameStart = isEnd ? start + 2 : start + 1
        let name = nameStart..<(bytes[nameStart...].firstIndex { !isNameByte($0) } ?? bytes.count)
        // A bare `<` in a text.
        guard !name.isEmpty else { return start + 1 }
        guard let close = closingBracket(from: name.upperBound) else { return nil }
        if isEnd {
            readEnd(name, start, close)
        } else if bytes[close - 1] != UInt8(ascii: "/") {
            open.append(name)
        }
        return close + 1
    }

    private mutating func readEnd(_ name: Range<Int>, _ start: Int, _ close: Int) {
        let inner = open.suffix(Self.lookedThrough).reversed()
        guard let depth = inner.enumerated().first(where: { isSame($0.element, name) })?.offset else {
            // Nothing of this name is open.
            copy(upTo: start, then: close + 1)
            return
        }
        let isExact = depth == 0 && bytes[open[open.count - 1]] == bytes[name]
        if !isExact {
            copy(upTo: start, then: close + 1)
            for unended in inner.prefix(depth + 1) {
                out += Array("</".utf8) + bytes[unended] + [UInt8(ascii: ">")]
            }
        }
        open.removeLast(depth + 1)
    }

    private mutating func copy(upTo end: Int, then next: Int) {
        out += bytes[copied..<end]
        copied = next
    }

    /// Whether two names are the same in any case.
    private func isSame(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
        a.count == b.count && zip(bytes[a], bytes[b]).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte >= 0x80
            || [UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains(byte)
    }

    /// The `>` that ends a tag, past quoted values.
    private func closingBracket(from start: Int) -> Int? {
        var quote: UInt8?
        for index in start..<bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return index
            }
        }
        return nil
    }

    /// Where a mark ends that is looked for from a place on; nil when it does not come.
    private func end(of mark: StaticString, from start: Int) -> Int? {
        let mark = Array("\(mark)".utf8)
        var index = start
        while index + mark.count <= bytes.count {
            if bytes[index..<index + mark.count].elementsEqual(mark) { return index + mark.count }
            index += 1
        }
        return nil
    }
}
