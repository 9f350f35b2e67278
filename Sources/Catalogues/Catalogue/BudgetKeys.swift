import Domain

extension RequestBudget: Section {
    static let blank = RequestBudget(domain: "", requests: 0, period: .zero)

    static let keys: [Key<RequestBudget>] = [
        required(
            "domain", \.domain,
            .text("a domain in lower case", ", such as example.com") {
                !$0.contains("/") && $0 == $0.lowercased()
            },
            "The registered domain, or host and port of a private server."),
        required(
            "requests", \.requests, .whole(1...1_000_000),
            "The number of requests that all its feeds may make together."),
        required(
            "per", \.period, .duration(.seconds(1)...(.seconds(31 * 86400))),
            "The period to which the limit applies."),
    ]
}
