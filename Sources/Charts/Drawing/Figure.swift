/// What every chart has around its drawing: size, name, description, and an identifier of its own.
struct Figure {
    /// Begins every `id` of the drawing, so that several charts fit into one page.
    let id: String
    /// Of the view box; the style sheet stretches it to the width of the page.
    let width: Double
    /// Of the view box.
    let height: Double
    /// The class beside `chart`.
    let kind: StaticString
    /// The accessible name.
    let title: String
    /// What the chart shows, in a sentence or two for those who do not see it.
    let description: String
    /// Whether there are links: what a role of `img` holds cannot be reached, so a group takes its place.
    let isInteractive: Bool

    /// A figure; of the identifier only ASCII letters, digits, `-` and `_` are kept.
    init(
        id: String, size: (width: Double, height: Double), kind: StaticString, title: String,
        description: String, isInteractive: Bool = false
    ) {
        let kept = id.unicodeScalars.filter {
            $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_")
        }
        self.id = kept.isEmpty ? "chart" : String(String.UnicodeScalarView(kept))
        (width, height) = size
        self.kind = kind
        self.title = title
        self.description = description
        self.isInteractive = isInteractive
    }

    /// The whole drawing, in one `svg` element.
    func svg(_ draw: (inout Markup) -> Void) -> String {
        var markup = Markup()
        markup.element(
            "svg",
            [
                "class": "chart \(kind)", "viewBox": "0 0 \(coordinate(width)) \(coordinate(height))",
                "role": isInteractive ? "group" : "img",
                "aria-labelledby": "\(id)-title", "aria-describedby": "\(id)-desc",
            ]
        ) { markup in
            markup.element("title", ["id": "\(id)-title"], text: title)
            markup.element("desc", ["id": "\(id)-desc"], text: description)
            draw(&markup)
        }
        return markup.text
    }
}

extension Markup {
    /// An empty frame with words in its middle, for a chart without data.
    mutating func emptyFrame(_ area: Area, _ words: String) {
        var frame = PathData()
        frame.rectangle(x: area.left, y: area.top, width: area.width, height: area.height)
        path(frame, ["class": "frame"])
        element(
            "text",
            [
                "class": "empty", "x": coordinate(area.left + area.width / 2),
                "y": coordinate(area.top + area.height / 2 + textSize / 3), "text-anchor": "middle",
            ], text: words)
    }

    /// A short text at a point.
    mutating func label(
        _ words: String, x: Double, y: Double, anchor: String? = nil, of kind: StaticString? = nil
    ) {
        element(
            "text",
            [
                "class": kind.map { "\($0)" }, "x": coordinate(x), "y": coordinate(y), "text-anchor": anchor,
            ], text: words)
    }
}
