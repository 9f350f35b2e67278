/// A tag's attributes and end, as far as they can be read.
struct BrokenTag {
    private(set) var attributes: [(name: Range<Int>, value: Range<Int>)] = []
    /// Whether it has no content: `<name/>`.
    private(set) var isEmpty = false
    /// Whether it is well-formed.
    private(set) var isSound = true
    /// The index after its `>`.
    private(set) var end = 0

    /// Nil when another tag begins, or the document ends, before this one ends.
    init?(_ bytes: [UInt8], from start: Int) {
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: ">"):
                end = index + 1
                return
            case UInt8(ascii: "<"): return nil
            case UInt8(ascii: "/") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: ">"):
                isEmpty = true
                index += 1
            case let byte where isBlank(byte): index += 1
            case let byte where isNameStart(byte): index = readAttribute(bytes, index)
            default:
                isSound = false
                index += 1
            }
        }
        return nil
    }

    /// Reads an attribute; returns where to continue.
    private mutating func readAttribute(_ bytes: [UInt8], _ start: Int) -> Int {
        if !isBlank(bytes[start - 1]) { isSound = false }
        let name = start..<(bytes[start...].firstIndex { !isNameByte($0) } ?? bytes.count)
        var index = afterBlanks(bytes, name.upperBound)
        guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
            isSound = false
            return index
        }
        index = afterBlanks(bytes, index + 1)
        guard index < bytes.count else { return index }
        let quote = bytes[index]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let close = bytes[(index + 1)...].firstIndex { $0 == quote || $0 == UInt8(ascii: "<") }
            if let close, bytes[close] == quote {
                attributes.append((name, index + 1..<close))
                return close + 1
            }
            // The quote that would end it is in another tag.
            index += 1
        }
        isSound = false
        let value =
            index..<(bytes[index...].firstIndex {
                isBlank($0) || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">")
            }
            ?? bytes.count)
        attributes.append((name, value))
        return value.upperBound
    }

    private func afterBlanks(_ bytes: [UInt8], _ start: Int) -> Int {
        bytes[start...].firstIndex { !isBlank($0) } ?? bytes.count
    }
}

/// Whether a name may start with the byte.
func isNameStart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
        || isLetterOrDigit(byte) && byte > UInt8(ascii: "9")
}

/// Whether a name may contain the byte.
func isNameByte(_ byte: UInt8) -> Bool {
    isNameStart(byte) || isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
}
