/// How a page is written; the suffix of its address says which.
enum Format: String, Sendable, CaseIterable {
    case html, json, csv, atom

    /// The media type, with the character set.
    var mediaType: String {
        switch self {
        case .html: "text/html; charset=utf-8"
        case .json: "application/json"
        case .csv: "text/csv; charset=utf-8; header=present"
        case .atom: "application/atom+xml; charset=utf-8"
        }
    }

    /// Takes the suffix off the last segment of a path: `alerts.csv`.
    static func taken(from path: inout [String]) -> Format {
        guard let last = path.last else { return .html }
        for format in [Format.json, .csv, .atom] where last.hasSuffix(".\(format.rawValue)") {
            path[path.count - 1] = String(last.dropLast(format.rawValue.count + 1))
            return format
        }
        return .html
    }
}
