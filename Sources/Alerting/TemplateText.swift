import Domain

extension AlertTemplate {
    /// The text with the alert's values; a value that the alert does not have leaves nothing.
    ///
    /// What the operator wrote stays as it is; the values are cleaned and escaped, and each is cut, before
    /// that, to as many characters as let the whole fit.
    ///
    /// - Parameter fits: Whether a receiver takes a text.
    func text(
        of alert: Alert, _ rules: TextRules = .plain, fits: (String) -> Bool = { _ in true }
    ) -> String {
        let whole = text(of: alert, rules, most: .max)
        // Receivers refuse a message without a text, such as that of a lone {{price}} where there is no
        // price.
        guard !whole.allSatisfy(\.isWhitespace) else { return rules.escaped(AlertWords(alert).title) }
        guard !fits(whole) else { return whole }
        var most = 0
        var tooMany = whole.count
        while most + 1 < tooMany {
            let middle = (most + tooMany) / 2
            if fits(text(of: alert, rules, most: middle)) { most = middle } else { tooMany = middle }
        }
        return text(of: alert, rules, most: most).cut(fits)
    }

    private func text(of alert: Alert, _ rules: TextRules, most: Int) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): return text
            case .field(.link):
                guard let link = alert.headlines.first?.link?.safeLink, link.count <= most else { return "" }
                return rules.link(link)
            case .field(let field):
                return alert.text(of: field).cut { $0.count <= most }.split(separator: "\n")
                    .map { rules.escaped(String($0)) }.joined(separator: "\n")
            }
        }.joined()
    }
}

extension Alert {
    fileprivate func text(of field: AlertTemplate.Field) -> String {
        switch field {
        case .id: id
        case .at: at.rfc3339
        case .stream: stream.name
        case .name: (name ?? stream.symbol ?? stream.inWords()).shown
        case .kind: kind.rawValue
        case .severity: severity.rawValue
        case .state: state.rawValue
        case .window: measures.window.inWords
        case .observed: "\(measures.observed)"
        case .expected: "\(measures.expected)"
        case .share: "\(measures.share)"
        case .baselineShare: "\(measures.baselineShare)"
        case .surpriseBits: "\(measures.surpriseBits)"
        case .falseAlarmsPerMonth: "\(measures.falseAlarmsPerMonth)"
        case .stories: "\(measures.stories)"
        case .sources: "\(measures.sources)"
        case .headlines: headlines.map(\.title.shown).joined(separator: "\n")
        case .title: headlines.first?.title.shown ?? ""
        case .link: headlines.first?.link ?? ""
        case .price: context.quote.map { "\($0.price)" } ?? ""
        case .explanation: explanation.shown
        case .rule: rule ?? ""
        }
    }
}
