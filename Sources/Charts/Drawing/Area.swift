/// A rectangle of the drawing, in its units.
struct Area: Sendable, Equatable {
    /// The left edge.
    var left: Double
    /// The upper edge; `y` grows downward.
    var top: Double
    /// To the right edge.
    var width: Double
    /// To the lower edge.
    var height: Double

    /// The right edge.
    var right: Double { left + width }
    /// The lower edge.
    var bottom: Double { top + height }
}
