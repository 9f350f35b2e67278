/// The shapes that tell types of adverse events apart, without color.
enum EventGlyph: Int, CaseIterable {
    case diamond, square, cross, down, plus, circle

    /// The shape of each type: in alphabetical order, so that it does not depend on which came first; the
    /// last shape is that of all further types.
    static func shapes(of events: [Timeline.Event]) -> [(kind: String, glyph: EventGlyph)] {
        let kinds = Set(events.map(\.kind)).sorted()
        let last = allCases.count - 1
        var shapes = kinds.prefix(last).enumerated().map { ($1, allCases[$0]) }
        if kinds.count == last + 1 { shapes.append((kinds[last], allCases[last])) }
        if kinds.count > last + 1 { shapes.append(("\(kinds.count - last) other types", allCases[last])) }
        return shapes
    }

    /// The shape around a point, as wide as high.
    func path(_ x: Double, _ y: Double) -> PathData {
        let r = 4.5
        var path = PathData()
        switch self {
        case .diamond: path.polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)])
        case .square: path.rectangle(x: x - 3.5, y: y - 3.5, width: 7, height: 7)
        case .down: path.polygon([(x - r, y - 4), (x + r, y - 4), (x, y + 4)])
        case .circle: path.circle(x, y, radius: 4)
        case .plus:
            path.polygon([
                (x - 1.5, y - r), (x + 1.5, y - r), (x + 1.5, y - 1.5), (x + r, y - 1.5), (x + r, y + 1.5),
                (x + 1.5, y + 1.5), (x + 1.5, y + r), (x - 1.5, y + r), (x - 1.5, y + 1.5), (x - r, y + 1.5),
                (x - r, y - 1.5), (x - 1.5, y - 1.5),
            ])
        case .cross:
            path.polygon([
                (x - 4, y - 2), (x - 2, y - 4), (x, y - 2), (x + 2, y - 4), (x + 4, y - 2), (x + 2, y),
                (x + 4, y + 2), (x + 2, y + 4), (x, y + 2), (x - 2, y + 4), (x - 4, y + 2), (x - 2, y),
            ])
        }
        return path
    }
}
