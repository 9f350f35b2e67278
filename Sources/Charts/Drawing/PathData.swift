/// The `d` of a path, from coordinates that are always finite and have at most one decimal.
struct PathData: Sendable {
    /// As SVG reads it.
    private(set) var text = ""

    /// Starts a line at a point.
    mutating func move(_ x: Double, _ y: Double) { text += "M\(coordinate(x)) \(coordinate(y))" }

    /// Draws a line to a point.
    mutating func line(_ x: Double, _ y: Double) { text += "L\(coordinate(x)) \(coordinate(y))" }

    /// Draws a line to the left or right.
    mutating func horizontal(_ x: Double) { text += "H\(coordinate(x))" }

    /// Draws a line up or down.
    mutating func vertical(_ y: Double) { text += "V\(coordinate(y))" }

    /// Returns to where the line started.
    mutating func close() { text += "z" }

    /// A line of level pieces from left to right, or back; pieces of the same height are one.
    ///
    /// - Parameter continues: Whether the line goes on from where the last one ended.
    mutating func steps(_ pieces: [(from: Double, to: Double, y: Double)], continues: Bool = false) {
        var last: (y: String, x: Double)?
        for piece in pieces {
            let y = coordinate(piece.y)
            if let previous = last, previous.y != y {
                horizontal(previous.x)
                text += "V\(y)"
            } else if last == nil {
                if continues { text += "V\(y)" } else { move(piece.from, piece.y) }
            }
            last = (y, piece.to)
        }
        if let last { horizontal(last.x) }
    }

    /// A rectangle; nothing when it has no area to speak of.
    mutating func rectangle(x: Double, y: Double, width: Double, height: Double) {
        guard width >= 0.05, height >= 0.05 else { return }
        text += "M\(coordinate(x)) \(coordinate(y))h\(coordinate(width))v\(coordinate(height))"
        text += "h\(coordinate(-width))z"
    }

    /// A line to the right; with round ends and no length, a dot.
    mutating func dash(_ x: Double, _ y: Double, length: Double = 0) {
        move(x, y)
        text += "h\(coordinate(length))"
    }

    /// A triangle that points up, by its top.
    mutating func triangle(_ x: Double, _ y: Double, width: Double, height: Double) {
        move(x, y)
        text += "l\(coordinate(width / 2)) \(coordinate(height))h\(coordinate(-width))z"
    }

    /// A closed shape through points.
    mutating func polygon(_ points: [(x: Double, y: Double)]) {
        guard let first = points.first else { return }
        move(first.x, first.y)
        for point in points.dropFirst() { line(point.x, point.y) }
        close()
    }

    /// A circle of two arcs.
    mutating func circle(_ x: Double, _ y: Double, radius: Double) {
        let r = coordinate(radius)
        let across = coordinate(2 * radius)
        move(x - radius, y)
        text += "a\(r) \(r) 0 1 0 \(across) 0a\(r) \(r) 0 1 0 -\(across) 0z"
    }
}
