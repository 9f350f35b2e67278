import Domain
import Serving

/// The style sheet, the script and the icon, which are built in.
struct Assets: Sendable {
    /// Changes with the files, so that browsers may keep them for long.
    let version: String
    private let style: String
    private let script: String

    init(charts: (palette: String, rules: String)) {
        style = charts.palette + charts.rules + String(decoding: PackageResources.style_css, as: UTF8.self)
        script = String(decoding: PackageResources.script_js, as: UTF8.self)
        version = String(fingerprint((style + script).utf8), radix: 36)
    }

    /// The file at a path; nil for none.
    func response(_ path: [String], _ request: WebRequest) -> WebResponse? {
        let kept = [(name: "Cache-Control", value: "public, max-age=31536000, immutable")]
        switch path {
        case ["style.css"]: return WebResponse(200, type: "text/css; charset=utf-8", style, headers: kept)
        case ["script.js"]:
            return WebResponse(200, type: "text/javascript; charset=utf-8", script, headers: kept)
        case ["icon.svg"]:
            let open = request.parameter("open").flatMap(Int.init) ?? 0
            return WebResponse(200, type: "image/svg+xml", Self.icon(open: open), headers: kept)
        case ["favicon.ico"]: return WebResponse(404, type: "text/plain", "The icon is icon.svg.\n")
        default: return nil
        }
    }

    /// A bell; with the number of open alerts on a badge.
    private static func icon(open: Int) -> String {
        let number = open > 99 ? "99" : "\(open)"
        let badge =
            open <= 0
            ? ""
            : "<circle cx=\"44\" cy=\"44\" r=\"20\" fill=\"#b3400a\"/><text x=\"44\" y=\"52\" font-family=\"sans-serif\" font-size=\"\(number.count > 1 ? 22 : 26)\" font-weight=\"700\" fill=\"#fff\" text-anchor=\"middle\">\(number)</text>"
        return
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\"><path d=\"M32 6a5 5 0 0 1 5 5v1c8 2 13 9 13 18v10l6 8H8l6-8V30c0-9 5-16 13-18v-1a5 5 0 0 1 5-5zm-7 46h14a7 7 0 0 1-14 0z\" fill=\"#0b62a8\"/>\(badge)</svg>"
    }
}
