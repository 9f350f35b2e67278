extension Alert {
    /// A theme: words that nobody asked for, and that surge in bad news.
    public struct Theme: Sendable, Equatable, Codable {
        /// The words and pairs of words that its stories have, the one that it is named by first; in lower
        /// case, without possessive and plural s.
        public let terms: [String]
        /// When its first story happened.
        public let began: Instant
        /// The entities of the catalogue that its stories name, the most frequent first.
        public let companies: [Company]
        /// Who reported it, in the order in which they did: publishers, or the owners of feeds.
        public let sources: [String]

        /// An entity that stories of a theme name.
        public struct Company: Sendable, Equatable, Codable {
            /// The listed symbol.
            public let symbol: String
            /// What people call it.
            public let name: String
            /// Bad stories of the theme that name it.
            public var stories: Int

            /// An entity that so many stories name.
            public init(symbol: String, name: String, stories: Int) {
                self.symbol = symbol
                self.name = name
                self.stories = stories
            }
        }

        /// A theme, as an alert shows it.
        public init(terms: [String], began: Instant, companies: [Company], sources: [String]) {
            self.terms = terms
            self.began = began
            self.companies = companies
            self.sources = sources
        }

        private enum CodingKeys: String, CodingKey { case terms, began, companies, sources }

        /// Reads what `encode` writes.
        public init(from decoder: any Decoder) throws {
            let record = try decoder.container(keyedBy: CodingKeys.self)
            self.init(
                terms: try record.decode([String].self, forKey: .terms),
                began: try record.decode(RecordedTime.self, forKey: .began).instant,
                companies: try record.decode([Company].self, forKey: .companies),
                sources: try record.decode([String].self, forKey: .sources))
        }

        /// Writes the time as RFC 3339 has it.
        public func encode(to encoder: any Encoder) throws {
            var record = encoder.container(keyedBy: CodingKeys.self)
            try record.encode(terms, forKey: .terms)
            try record.encode(began.rfc3339, forKey: .began)
            try record.encode(companies, forKey: .companies)
            try record.encode(sources, forKey: .sources)
        }
    }
}
