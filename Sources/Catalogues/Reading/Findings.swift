/// What is found while files are read.
struct Findings {
    /// What refuses the files.
    var mistakes: [Mistake] = []
    /// What is valid, but old or probably not meant.
    var hints: [Mistake] = []

    mutating func add(_ file: String, _ line: Int?, _ problem: String) {
        mistakes.append(Mistake(file: file, line: line, problem: problem))
    }

    /// - Throws: `CatalogueError` with all mistakes, if there are any.
    func check() throws(CatalogueError) {
        guard !mistakes.isEmpty else { return }
        throw CatalogueError(mistakes)
    }
}
