/// What is found while files are read.
struct Findings {
    /// What a secret that cannot be read is.
    var secrets = SecretUse.named
    /// What refuses the files.
    var mistakes: [Mistake] = []
    /// What is valid, but old or probably not meant.
    var hints: [Mistake] = []

    mutating func add(_ file: String, _ line: Int?, _ problem: String) {
        mistakes.append(Mistake(file: file, line: line, problem: problem))
    }

    /// Notes a secret that cannot be read from here.
    ///
    /// - Parameter key: The key that names it.
    mutating func lacks(_ secret: String, at key: String, _ file: String, _ line: Int?) {
        switch secrets {
        case .sent: add(file, line, "\(key): \(Secret.missing(secret))")
        case .named:
            let problem =
                "\(key): there is no credential and no environment variable \(secret) here; the daemon needs one"
            hints.append(Mistake(file: file, line: line, problem: problem))
        }
    }

    /// - Throws: `CatalogueError` with all mistakes, if there are any.
    func check() throws(CatalogueError) {
        guard !mistakes.isEmpty else { return }
        throw CatalogueError(mistakes)
    }
}
