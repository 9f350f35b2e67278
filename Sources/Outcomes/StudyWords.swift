import Domain

extension EventStudy {
    /// What the study says, in one sentence or two; never what will be.
    public var sentence: String {
        guard !subject.isPriceless else { return "There is no price to look at: themes and feeds have none." }
        guard let main, let moves = main.moves else { return tooFew }
        var sentence =
            "After the \(main.count) earlier alerts \(cases.inWords(subject)) with a known price, it moved \(Self.percent(moves.median)) in the median within \(main.window.inWords) (\(moves.isNineOfTen ? "nine of ten" : "all") between \(Self.percent(moves.low)) and \(Self.percent(moves.high)))"
        if let usual = main.usual { sentence += ", against \(Self.percent(usual)) usual" }
        sentence += "."
        if let adjusted = main.adjusted, let index {
            sentence += " Less the move of \(index), that is \(Self.percent(adjusted.median))."
        }
        if let ratio = main.rangeRatio {
            sentence += " The day's range was \(ratio.places(1)) times the usual one."
        }
        return sentence
    }

    private var tooFew: String {
        let known = main?.count ?? 0
        guard known > 0 else {
            return alerts == 0
                ? "Too few cases: there are no earlier alerts like this."
                : "Too few cases: of \(counted(alerts, "earlier alert")) like this none has a known price."
        }
        return "Too few cases: \(counted(known, "alert")) like this with a known price."
    }

    /// A fraction as percent with its sign: `−1.9 %`.
    public static func percent(_ fraction: Double) -> String {
        let text = "\((fraction.magnitude * 100).places(1))"
        return text == "0.0" ? "0.0 %" : "\(fraction < 0 ? "−" : "+")\(text) %"
    }
}
