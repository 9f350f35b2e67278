import FoundationEssentials

extension Form<String> {
    /// An http or https address.
    static let webAddress = Form.text("an http or https address", where: isWebAddress)

    /// An address that may be a secret itself: without secrets, what follows the host is left out.
    static let privateAddress = Form("an http or https address", read: webAddress.read) { address, privacy in
        guard privacy == .withoutSecrets else { return .text(address) }
        let host = address.split(separator: "/", omittingEmptySubsequences: false).prefix(3)
        return .text("\(host.joined(separator: "/"))/…")
    }

    /// A mail address, without a name before it.
    static let mailAddress = Form("an email address") { source, findings in
        guard let text = source.scalar(&findings) else { return nil }
        if text.contains("@"), !text.contains(where: { $0.isWhitespace || "<>".contains($0) }) { return text }
        source.refuse("\"\(text)\" is not an email address", &findings)
        return nil
    } write: { address, _ in
        .text(address)
    }

    /// The path of a file that is there; a relative one counts from the file's folder.
    static let file = Form("the path of a file") { source, findings in
        guard let path = path.read(source, &findings) else { return nil }
        if FileManager.default.fileExists(atPath: path) { return path }
        source.refuse("there is no file \(path)", &findings)
        return nil
    } write: { path, _ in
        .text(path)
    }

    static func isWebAddress(_ text: String) -> Bool {
        (text.hasPrefix("https://") || text.hasPrefix("http://")) && !text.contains(" ")
    }
}
