extension String {
    /// An http or https address with nothing in it that could end a link early, or that hides where it leads;
    /// nil for any other.
    var safeLink: String? {
        let lower = lowercased()
        guard let scheme = ["http://", "https://"].first(where: lower.hasPrefix) else { return nil }
        let authority = dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        guard !authority.isEmpty, !authority.contains("@"), utf8.count <= Self.longestLink else { return nil }
        var link = ""
        for byte in utf8 {
            let isPlain = (0x21...0x7E).contains(byte) && !"\"()<>[\\]^`{|}".utf8.contains(byte)
            if isPlain {
                link.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                link += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return link
    }

    /// Bytes of an address; a longer one would leave no room for news.
    private static let longestLink = 1000
}
