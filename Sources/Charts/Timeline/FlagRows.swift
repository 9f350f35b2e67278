import Domain

/// Finds a place for each flag's label, so that no two overlap.
struct FlagRows {
    /// A flag with its place.
    struct Placed {
        let flag: Timeline.Flag
        let x: Double
        /// From the top.
        let row: Int
        /// Whether the label fits; if not, the pointer still shows the title.
        let hasLabel: Bool
        /// Whether the label is to the left of the pole, at the right edge of the drawing.
        let isMirrored: Bool
    }

    /// From left to right.
    let placed: [Placed]
    /// Rows in use.
    let count: Int

    /// Flags that are drawn, the latest ones; more could not be told apart.
    private static let most = 100
    /// From the pole to the label, past the flag.
    static let offset = 13.0

    init(_ flags: [Timeline.Flag], on scale: TimeScale) {
        let visible = flags.filter { scale.contains($0.at) }.sorted { $0.at < $1.at }.suffix(Self.most)
        var ends = [Double](repeating: -.infinity, count: TimelineLayout.flagRows)
        var placed: [Placed] = []
        for flag in visible {
            let x = scale.position(flag.at)
            let needed = Self.offset + width(of: flag.label)
            let isMirrored = x + needed > scale.start + scale.width
            let start = isMirrored ? x - needed : x
            let row = ends.firstIndex { $0 + 4 <= start }
            placed.append(
                Placed(
                    flag: flag, x: x, row: row ?? TimelineLayout.flagRows - 1, hasLabel: row != nil,
                    isMirrored: isMirrored))
            if let row { ends[row] = isMirrored ? x : x + needed }
        }
        self.placed = placed
        count = (placed.map(\.row).max() ?? -1) + 1
    }
}
