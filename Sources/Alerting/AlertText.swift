import Domain

extension Alert {
    /// One line.
    var headline: String {
        state == .resolved
            ? "Resolved: \(stream.name)"
            : "\(severity == .critical ? "Critical: " : "")negative news about \(stream.name)"
    }

    /// Headlines below the explanation, at most.
    private static let headlinesInMessage = 5

    /// The explanation and the headlines that caused the alert, a line each.
    var message: String {
        let lines = headlines.prefix(Self.headlinesInMessage).map {
            "• \($0.title)\($0.link.map { " \($0)" } ?? "")"
        }
        return ([explanation] + lines).joined(separator: "\n")
    }
}

extension AlertTemplate {
    /// The text with the alert's values; a value that the alert does not have leaves nothing.
    func text(of alert: Alert) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .field(let field): alert.text(of: field)
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
        case .headlines: headlines.map(\.title).joined(separator: "\n")
        case .title: headlines.first?.title ?? ""
        case .link: headlines.first?.link ?? ""
        case .price: context.quote.map { "\($0.price)" } ?? ""
        case .explanation: explanation
        case .rule: rule ?? ""
        }
    }
}
