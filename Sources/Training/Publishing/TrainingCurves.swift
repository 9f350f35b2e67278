/// The scores of a run's epochs, for a table and for a picture.
public struct TrainingCurves: Sendable {
    let epochs: [EpochScores]

    /// Curves of epochs in their order.
    public init(_ epochs: [EpochScores]) { self.epochs = epochs }

    /// A table with a header: epoch, loss, then accuracy and macro-F1 of each validation set.
    public var csv: String {
        let sets = epochs.first?.accuracy.keys.sorted() ?? []
        let header = ["epoch", "loss"] + sets.flatMap { ["\($0).accuracy", "\($0).macro_f1"] }
        let rows = epochs.map { epoch in
            ["\(epoch.epoch)", "\(epoch.loss)"]
                + sets.flatMap { ["\(epoch.accuracy[$0] ?? 0)", "\(epoch.macroF1[$0] ?? 0)"] }
        }
        return ([header] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
    }

    /// A picture: accuracy by epoch, a line a validation set, from 0.5 to 1.
    public var svg: String {
        let sets = epochs.first?.accuracy.keys.sorted() ?? []
        let lines = sets.enumerated().map { index, set in
            line(
                epochs.map { $0.accuracy[set] ?? 0 }, name: set,
                color: Self.colors[index % Self.colors.count], index)
        }
        let grid = stride(from: 0.5, through: 1, by: 0.1).map { value in
            let y = Self.y(value)
            return """
                <line x1="\(Self.left)" y1="\(y)" x2="\(Self.right)" y2="\(y)" stroke="#ddd"/>\
                <text x="\(Self.left - 8)" y="\(y + 4)" text-anchor="end">\(Self.rounded(value))</text>
                """
        }
        let ticks = epochs.map { epoch in
            "<text x=\"\(x(epoch.epoch))\" y=\"\(Self.bottom + 18)\" text-anchor=\"middle\">\(epoch.epoch)</text>"
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="860" height="400" font-family="sans-serif" font-size="12">
            <rect width="860" height="400" fill="white"/>
            <text x="\(Self.left)" y="20">Accuracy on the validation texts by epoch</text>
            \((grid + ticks + lines).joined(separator: "\n"))
            </svg>

            """
    }

    private static let colors = [
        "#1b6ca8", "#d1495b", "#2e8b57", "#e0a030", "#6a4c93", "#444444", "#00a0a0", "#a05010",
    ]
    private static let left = 50.0
    private static let right = 600.0
    private static let top = 40.0
    private static let bottom = 360.0

    private func x(_ epoch: Int) -> Double {
        let last = max(epochs.last?.epoch ?? 1, 2)
        return Self.left + (Self.right - Self.left) * Double(epoch - 1) / Double(last - 1)
    }

    private static func y(_ value: Double) -> Double {
        bottom - (bottom - top) * (min(max(value, 0.5), 1) - 0.5) / 0.5
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    private func line(_ values: [Double], name: String, color: String, _ index: Int) -> String {
        let points = zip(epochs, values).map { "\(Self.rounded(x($0.epoch))),\(Self.rounded(Self.y($1)))" }
        let y = Self.top + 20 * Double(index)
        return """
            <polyline points="\(points.joined(separator: " "))" fill="none" stroke="\(color)" stroke-width="2"/>\
            <text x="\(Self.right + 15)" y="\(y)" fill="\(color)">\(name) \(Self.rounded(values.last ?? 0))</text>
            """
    }
}
