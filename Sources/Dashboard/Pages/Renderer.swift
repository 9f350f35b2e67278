import Domain
import History
import Logging
import Mustache
import Serving

/// Writes pages in HTML.
struct Renderer: Sendable {
    private let library: MustacheLibrary
    private let assets: Assets

    /// The templates that are built in.
    ///
    /// - Throws: What the parser says of a template that is not Mustache.
    init(assets: Assets) throws {
        self.assets = assets
        EscapedText.register()
        var library = MustacheLibrary()
        for (name, bytes) in Templates.all {
            let template = EscapedText.pragma + String(decoding: bytes, as: UTF8.self)
            try library.register(template, named: name)
        }
        self.library = library
    }

    /// A page with the frame that all have.
    func html(_ page: Page, _ visit: Visit, _ frame: Frame) -> String {
        var content = page.content()
        content["frame"] = frame.content(page, visit, assets)
        content["base"] = visit.base
        content["token"] = visit.visitor.formToken
        content["nonce"] = Sessions.randomText()
        content["here"] = visit.link(changing: [])
        content["mayAnswer"] = frame.mayAnswer
        return library.render(Fields(content), withTemplate: page.template) ?? ""
    }
}

/// What stands around every page.
struct Frame: Sendable {
    /// Figures of the history; nil where it does not answer.
    var status: HistoryStatus?
    /// Whether people may answer here at all.
    var mayAnswer: Bool
    /// What was just done, with the way to undo it.
    var receipt: Receipt?
    /// The program's version.
    var version: String

    /// The pages in the order of the navigation.
    private static let sections = [
        ("overview", "Overview", "/"), ("alerts", "Alerts", "/alerts"), ("streams", "Streams", "/streams"),
        ("headlines", "Headlines", "/headlines"), ("sources", "Sources", "/sources"),
        ("entities", "Entities", "/entities"), ("silences", "Silences", "/silences"),
        ("rules", "Rules", "/rules"),
        ("model", "Model", "/model"),
    ]

    /// What the template of the frame shows.
    func content(_ page: Page, _ visit: Visit, _ assets: Assets) -> [String: Any] {
        let open = status?.openAlerts ?? 0
        let blind = status?.blindFeeds ?? 0
        let feeds = status?.feeds.values.reduce(0, +) ?? 0
        var content: [String: Any] = [
            "title": "\(open > 0 ? "(\(open)) " : "")\(page.title) · Bellwether",
            "heading": page.title,
            "style": visit.link("/style.css", [("v", assets.version)]),
            "script": visit.link("/script.js", [("v", assets.version)]),
            "icon": visit.link("/icon.svg", [("open", "\(open)")]),
            "isWall": visit.request.parameter("wall") != nil,
            "open": Numbers.grouped(open), "openWord": open == 1 ? "alert" : "alerts",
            "isCalm": open == 0,
            "feeds": Numbers.grouped(feeds), "blind": Numbers.grouped(blind), "hasBlind": blind > 0,
            "items": Numbers.grouped(status?.items ?? 0), "version": version,
            "now": TimeView(visit.now, seconds: true),
            "knowsStatus": status != nil,
            "sections": Self.sections.map { id, name, path in
                [
                    "name": name, "link": visit.link(path), "isCurrent": id == page.section,
                    "count": id == "alerts" && open > 0
                        ? "\(open)" : id == "sources" && blind > 0 ? "\(blind)" : "",
                ] as [String: Any]
            },
            "name": visit.visitor.name ?? "", "isNamed": visit.visitor.name != nil,
            "canLogIn": !visit.visitor.isVouchedFor,
            "login": visit.link("/login", [("to", visit.request.target)]),
            "logout": visit.link("/logout"), "wall": visit.link(changing: [("wall", "1")]),
            "events": visit.link("/events"),
        ]
        if !page.section.isEmpty {
            content["json"] = visit.link(as: .json)
            content["csv"] = visit.link(as: .csv)
        }
        if let receipt { content["receipt"] = receipt.content(visit) }
        return content
    }
}
