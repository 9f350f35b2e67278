/// The document from the first tag or declaration that can start a feed.
///
/// Servers print warnings before the document, and a declaration that does not come first is not one.
func fromFirstElement(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let starts = ["<?xml", "<rss", "<feed", "<rdf", "<channel", "<html", "<!doctype"].map {
        Array($0.utf8)
    }
    let limit = min(text.startIndex + 8192, text.endIndex)
    var commentEnd = text.startIndex
    // Where one comment does not end, none after it does.
    var doCommentsEnd = true
    for index in text.startIndex..<limit where text[index] == UInt8(ascii: "<") && index >= commentEnd {
        // Nothing inside a comment begins a document.
        if text[index...].starts(with: commentOpening) {
            guard doCommentsEnd else { continue }
            let close = end(of: commentClosing, in: text[(index + commentOpening.count)...])
            doCommentsEnd = close != nil
            commentEnd = close ?? commentEnd
            continue
        }
        let rest = text[index...].prefix(16).map { (65...90).contains($0) ? $0 | 0x20 : $0 }
        if starts.contains(where: { rest.starts(with: $0) }) {
            // The text is UTF-8 by now, whatever its declaration says.
            guard rest.starts(with: starts[0]), let end = text[index...].firstIndex(of: UInt8(ascii: ">"))
            else {
                return text[index...]
            }
            return text[(end + 1)...].drop { isBlank($0) }
        }
    }
    return text
}

/// Without the control characters that XML 1.0 forbids, on which libxml2 would stop.
func withoutControls(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isControl = { (byte: UInt8) in byte < 0x20 && !isBlank(byte) }
    return text.contains(where: isControl) ? ArraySlice(text.filter { !isControl($0) }) : text
}
