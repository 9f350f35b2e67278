// Flags of alerts and glyphs of events.

extension TimelineDrawing {
    /// Flags on poles that reach down through all plots.
    func drawFlags(_ markup: inout Markup) {
        for placed in flags.placed {
            let flag = placed.flag
            markup.link(to: flag.href) { markup in
                markup.element("g", ["class": flag.isCritical ? "flag critical" : "flag"]) { markup in
                    markup.element("title", text: flag.title)
                    draw(placed, &markup)
                }
            }
        }
    }

    private func draw(_ placed: FlagRows.Placed, _ markup: inout Markup) {
        let top = layout.flagTop + Double(placed.row) * TimelineLayout.row
        let side = placed.isMirrored ? -1.0 : 1.0
        var pole = PathData()
        pole.move(placed.x, top + 1)
        pole.vertical(layout.stories.bottom)
        markup.path(pole, ["class": "pole"])
        var cloth = PathData()
        cloth.polygon([
            (placed.x, top + 1), (placed.x + side * 10, top + 6), (placed.x, top + 11),
        ])
        markup.path(cloth, ["class": "cloth"])
        guard placed.hasLabel else { return }
        markup.label(
            placed.flag.label, x: placed.x + side * FlagRows.offset, y: top + 10,
            anchor: placed.isMirrored ? "end" : nil)
    }

    /// Events in a row of their own under the stories.
    func drawEvents(_ markup: inout Markup) {
        guard !events.isEmpty else { return }
        let glyphs = Dictionary(shapes.map { ($0.kind, $0.glyph) }) { first, _ in first }
        for event in events {
            let glyph = glyphs[event.kind] ?? .circle
            let path = glyph.path(time.position(event.at), layout.eventsMiddle)
            markup.element("path", ["class": "event", "d": path.text]) { markup in
                markup.element("title", text: "\(event.kind): \(event.title)")
            }
        }
    }

    /// The names of what is drawn, and of nothing else.
    static func legend(
        _ timeline: Timeline, on time: TimeScale, bars: [TimelineBar], hasPrice: Bool,
        shapes: [(kind: String, glyph: EventGlyph)], id: String
    ) -> [Legend.Entry] {
        var entries: [Legend.Entry] = []
        if !bars.isEmpty {
            entries += [
                .box("negative", "bar-negative"), .box("other", "bar-other"),
                .box("positive", "bar-positive"),
            ]
        }
        if bars.contains(where: { $0.negative > $0.leastNegative }) {
            entries.append(.box("most negative of several", "bar-some"))
        }
        if bars.contains(where: { $0.expected != nil }) {
            entries.append(.box("usual range of negative", "band sample"))
            entries.append(.line("expected", "expected"))
        }
        if bars.contains(where: \.isRunning) {
            entries.append(
                Legend.Entry(name: "still running") { markup, area in
                    var box = PathData()
                    box.rectangle(x: area.left, y: area.top, width: area.width, height: area.height)
                    markup.path(box, ["class": "bar-other"])
                    markup.path(box, ["fill": "url(#\(id)-running)"])
                    markup.path(box, ["class": "sample-frame"])
                })
        }
        if hasPrice { entries.append(.line("price", "price")) }
        return entries + rangeEntries(timeline, on: time, id: id)
            + markEntries(timeline.flags.filter { time.contains($0.at) }, shapes)
    }

    private static func rangeEntries(
        _ timeline: Timeline, on time: TimeScale, id: String
    ) -> [Legend.Entry] {
        var entries: [Legend.Entry] = []
        if timeline.closed.contains(where: time.overlaps) {
            entries.append(.box("exchange closed", "closed sample-frame"))
        }
        if timeline.blind.contains(where: time.overlaps) {
            entries.append(.box("feeds blind", "sample-frame", fill: "url(#\(id)-blind)"))
        }
        return entries
    }

    private static func markEntries(
        _ flags: [Timeline.Flag], _ shapes: [(kind: String, glyph: EventGlyph)]
    ) -> [Legend.Entry] {
        var entries: [Legend.Entry] = []
        for isCritical in [true, false] where flags.contains(where: { $0.isCritical == isCritical }) {
            entries.append(
                Legend.Entry(name: isCritical ? "critical alert" : "warning") { markup, area in
                    markup.element("g", ["class": isCritical ? "flag critical" : "flag"]) { markup in
                        var cloth = PathData()
                        cloth.polygon([
                            (area.left + 3, area.top), (area.left + 13, area.top + 5),
                            (area.left + 3, area.bottom),
                        ])
                        markup.path(cloth, ["class": "cloth"])
                    }
                })
        }
        return entries
            + shapes.map { shape in
                Legend.Entry(name: shape.kind) { markup, area in
                    markup.path(
                        shape.glyph.path(area.left + 7, area.top + 5), ["class": "event"])
                }
            }
    }
}
