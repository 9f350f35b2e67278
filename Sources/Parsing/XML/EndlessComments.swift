// libxml2 searches for the end of a comment from each of its beginnings, up to the end of the document: two
// megabytes of `<!--` take it minutes.

/// The document up to its comments that do not end, if it has more of them than an accident would leave.
///
/// Linear.
func withoutEndlessComments(_ document: [UInt8]) -> [UInt8] {
    let tolerated = 16
    var start = document.count
    while start > 0, !document[..<start].hasSuffix(commentClosing) { start -= 1 }
    var found: [Int] = []
    for index in start..<document.count
    where document[index] == commentOpening[0] && document[index...].starts(with: commentOpening) {
        found.append(index)
        if found.count > tolerated { return Array(document[..<found[0]]) }
    }
    return document
}

extension ArraySlice<UInt8> {
    fileprivate func hasSuffix(_ end: [UInt8]) -> Bool {
        count >= end.count && last == end.last && suffix(end.count).elementsEqual(end)
    }
}

let commentOpening = Array("<!--".utf8)
let commentClosing = Array("-->".utf8)
