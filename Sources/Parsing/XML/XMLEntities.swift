import CXML

// Feeds use HTML's entities without declaring them, and write bare ampersands. libxml2 recovers by dropping
// both; here they are rewritten in a form that XML knows before libxml2 sees them.

/// The same document with `&name;` of HTML as `&#n;` and with a bare `&` as `&amp;`, outside of CDATA
/// sections.
///
/// Documents in encodings that are not a superset of ASCII, and those that declare entities of their own,
/// stay as they are. Cost: one pass.
func withoutForeignEntities(_ document: ArraySlice<UInt8>) -> [UInt8] {
    let ampersand = UInt8(ascii: "&")
    let isPlain = !document.prefix(4).contains(0) && !document.prefix(2).contains(0xFF)
    guard isPlain, document.contains(ampersand), !contains(document.prefix(maximumPrologue), "<!ENTITY")
    else {
        return Array(document)
    }
    var result: [UInt8] = []
    result.reserveCapacity(document.count + 256)
    // What needs no change is copied in one piece.
    var copied = document.startIndex
    var index = document.startIndex
    while index < document.endIndex {
        let byte = document[index]
        if byte == UInt8(ascii: "<"), document[index...].starts(with: cdataStart) {
            index = end(of: cdataEnd, in: document[(index + cdataStart.count)...]) ?? document.endIndex
        } else if byte == ampersand {
            let name = document[(index + 1)...].prefix(maximumName + 1).prefix { $0 != UInt8(ascii: ";") }
            let isClosed = name.endIndex < document.endIndex && document[name.endIndex] == UInt8(ascii: ";")
            result += document[copied..<index]
            if isClosed, let known = spelled(name) {
                result += known
                index = name.endIndex + 1
            } else {
                result += "&amp;".utf8
                index += 1
            }
            copied = index
        } else {
            index += 1
        }
    }
    return result + document[copied...]
}

/// Letters of the longest name of an entity of HTML 4 (`thetasym`), or digits of a character reference.
private let maximumName = 10
/// Bytes of a document in which a DTD can be.
private let maximumPrologue = 4096
/// The names that XML knows by itself.
private let ownNames = ["amp", "lt", "gt", "quot", "apos"].map { Array($0.utf8) }
private let cdataStart = Array("<![CDATA[".utf8)
private let cdataEnd = Array("]]>".utf8)

/// A reference as XML knows it; nil for an unknown name.
private func spelled(_ name: ArraySlice<UInt8>) -> [UInt8]? {
    if ownNames.contains(where: { name.elementsEqual($0) }) {
        return [UInt8(ascii: "&")] + name + [UInt8(ascii: ";")]
    }
    let text = String(decoding: name, as: UTF8.self)
    if text.hasPrefix("#") {
        let isHexadecimal = text.dropFirst().first == "x" || text.dropFirst().first == "X"
        let value = isHexadecimal ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text.dropFirst())
        return value.map(meant).map { $0 == 0 ? [] : Array("&#\($0);".utf8) }
    }
    guard !text.isEmpty, text.utf8.allSatisfy({ isLetterOrDigit($0) }) else { return nil }
    // libxml2 reads the name up to its zero and returns a constant of its own.
    guard let known = unsafe htmlEntityLookup(text) else { return nil }
    return Array("&#\(unsafe known.pointee.value);".utf8)
}

/// The code point that a number stands for: those of the C1 controls are meant in windows-1252, as in HTML; 0
/// for what XML cannot hold.
private func meant(_ number: UInt32) -> UInt32 {
    switch number {
    case 0x80...0x9F: return windows1252(number)
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: return number
    default: return 0
    }
}

private func contains(_ bytes: ArraySlice<UInt8>, _ text: StaticString) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains("\(text)")
}
