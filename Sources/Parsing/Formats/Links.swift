/// Resolves a link against the address of its document (RFC 3986, 5.2, for the forms that feeds use).
func resolved(_ link: String, against base: String?) -> String {
    guard let base, !hasScheme(link), let schemeEnd = base.range(of: "://") else { return link }
    if link.hasPrefix("//") { return base[..<schemeEnd.lowerBound] + ":" + link }
    let afterScheme = base[schemeEnd.upperBound...]
    let pathStart = afterScheme.firstIndex { "/?#".contains($0) } ?? base.endIndex
    let origin = base[..<pathStart]
    if link.hasPrefix("/") { return origin + withoutDots(link) }
    let path = base[pathStart...].prefix { $0 != "?" && $0 != "#" }
    if link.hasPrefix("?") { return origin + path + link }
    if link.hasPrefix("#") || link.isEmpty { return base.prefix { $0 != "#" } + link }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
    return origin + withoutDots(folder + link)
}

private func hasScheme(_ link: String) -> Bool {
    guard let colon = link.utf8.firstIndex(of: UInt8(ascii: ":")), let first = link.utf8.first,
        isLetterOrDigit(first), first > UInt8(ascii: "9")
    else { return false }
    return link.utf8[..<colon].allSatisfy {
        isLetterOrDigit($0) || [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains($0)
    }
}

/// RFC 3986, 5.2.4; the query keeps its dots.
private func withoutDots(_ link: some StringProtocol) -> String {
    let end = link.firstIndex { $0 == "?" || $0 == "#" } ?? link.endIndex
    var segments: [Substring] = []
    let parts = String(link[..<end]).split(separator: "/", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
        switch part {
        case ".": if index == parts.count - 1 { segments.append("") }
        case "..":
            if segments.count > 1 { segments.removeLast() }
            if index == parts.count - 1 { segments.append("") }
        default: segments.append(part)
        }
    }
    return segments.joined(separator: "/") + link[end...]
}

extension String {
    fileprivate func range(of text: String) -> Range<String.Index>? {
        ranges(of: text).first
    }
}
