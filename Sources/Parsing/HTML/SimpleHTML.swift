import CXML

// Most fragments in feeds hold paragraphs, links and emphasis, and nothing that a parser would have to
// repair. For the text of those it is enough to leave the tags out, which costs a tenth of building a
// document; anything else makes `plain` give up, and libxml2 reads the fragment.

/// The text of fragments of plain HTML.
enum SimpleHTML {
    private struct Element {
        let name: [UInt8]
        /// Whether its tags break the line.
        let isBlock: Bool
        /// Whether it has no end tag.
        let isVoid: Bool
        /// Whether one that is open ends where the next begins.
        let endsAtNext: Bool
    }

    /// Tables, definitions and the like are left out: when they are not whole, rules of their own repair
    /// them.
    private static let elements: [[UInt8]: Element] = {
        let names = [
            "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "hr", "a", "b", "i",
            "em",
            "strong", "span", "img", "u", "small", "font", "code",
        ]
        let elements = names.map { name in
            Element(
                name: Array(name.utf8), isBlock: HTMLText.blocks.contains(name),
                isVoid: ["br", "hr", "img"].contains(name), endsAtNext: ["p", "li"].contains(name))
        }
        return Dictionary(uniqueKeysWithValues: elements.map { ($0.name, $0) })
    }()
    private static let maximumTagLength = 10

    /// The text of a fragment as `HTMLText.parsed` has it; nil where that cannot be said without a parser.
    static func plain(_ fragment: String) -> String? {
        var fragment = fragment
        let found = fragment.withUTF8 { bytes -> [UInt8]? in
            // The bytes live as long as the closure, which keeps nothing of them.
            unsafe text(of: Span(_unsafeElements: bytes))
        }
        return found.map { String(decoding: squeezed($0, keepsLines: true), as: UTF8.self) }
    }

    private static func text(of bytes: Span<UInt8>) -> [UInt8]? {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var open: [Element] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "<"):
                guard let (element, isEnd, end) = tag(bytes, from: index + 1) else { return nil }
                if element.isBlock { text.append(UInt8(ascii: "\n")) }
                if isEnd {
                    while element.isBlock, let last = open.last, last.endsAtNext, last.name != element.name {
                        open.removeLast()
                    }
                    // Tags that are not nested have to be repaired.
                    guard let last = open.popLast(), last.name == element.name else { return nil }
                } else if !element.isVoid, !(element.endsAtNext && open.last?.name == element.name) {
                    open.append(element)
                }
                index = end
            case UInt8(ascii: "&"):
                guard let (scalar, end) = reference(bytes, from: index + 1) else { return nil }
                text += UTF8.encode(scalar).map { Array($0) } ?? []
                index = end
            case 0: return nil
            default:
                // Line breaks inside of text are plain white space in HTML.
                text.append((0x0A...0x0D).contains(byte) ? 0x20 : byte)
                index += 1
            }
        }
        return text
    }

    /// A tag after its `<`, and where the text continues; nil for anything but a whole tag of a known
    /// element.
    private static func tag(
        _ bytes: Span<UInt8>, from start: Int
    ) -> (element: Element, isEnd: Bool, end: Int)? {
        var index = start
        let isEnd = index < bytes.count && bytes[index] == UInt8(ascii: "/")
        if isEnd { index += 1 }
        var name: [UInt8] = []
        while index < bytes.count, isLetterOrDigit(bytes[index]), name.count < maximumTagLength {
            name.append(bytes[index] | 0x20)
            index += 1
        }
        guard let element = elements[name] else { return nil }
        // Attributes: nothing to tell them from text but quotes that are whole.
        var quote: UInt8?
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if let open = quote {
                if byte == open { quote = nil }
                continue
            }
            switch byte {
            case UInt8(ascii: ">"): return (element, isEnd, index)
            case UInt8(ascii: "<"): return nil
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                // A quote that does not begin a value is an error with rules of its own.
                guard bytes[index - 2] == UInt8(ascii: "=") else { return nil }
                quote = byte
            case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "-"),
                UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "."):
                continue
            default: guard isLetterOrDigit(byte) else { return nil }
            }
        }
        return nil
    }

    /// A character reference after its `&`, and where the text continues; nil for what only a parser can
    /// read.
    private static func reference(_ bytes: Span<UInt8>, from start: Int) -> (Unicode.Scalar, end: Int)? {
        var end = start
        while end < bytes.count, isLetterOrDigit(bytes[end]) { end += 1 }
        if end == start, end < bytes.count, bytes[end] == UInt8(ascii: "#") {
            return number(bytes, from: start + 1)
        }
        // A bare ampersand is itself: Procter & Gamble, AT&T.
        guard end > start, end < bytes.count, bytes[end] == UInt8(ascii: ";") else { return ("&", start) }
        let name = (start..<end).map { bytes[$0] }
        // libxml2 reads the name up to its zero and returns a constant of its own.
        guard let known = unsafe htmlEntityLookup(name + [0]),
            let scalar = Unicode.Scalar(unsafe known.pointee.value)
        else { return nil }
        return (scalar, end + 1)
    }

    /// The character of a number after `&#`.
    private static func number(_ bytes: Span<UInt8>, from start: Int) -> (Unicode.Scalar, end: Int)? {
        let isHexadecimal = start < bytes.count && bytes[start] | 0x20 == UInt8(ascii: "x")
        var value: UInt32 = 0
        var end = isHexadecimal ? start + 1 : start
        let first = end
        while end < bytes.count, end - first < 7,
            let digit = Character(Unicode.Scalar(bytes[end])).hexDigitValue,
            isHexadecimal || digit < 10
        {
            value = value * (isHexadecimal ? 16 : 10) + UInt32(digit)
            end += 1
        }
        // HTML gives control characters another meaning.
        guard end > first, end < bytes.count, bytes[end] == UInt8(ascii: ";"), value >= 0x20,
            !(0x7F...0x9F).contains(value), let scalar = Unicode.Scalar(value)
        else { return nil }
        return (scalar, end + 1)
    }
}
