public import Domain

/// The other alerts about what one alert is about: a crisis is told once, by one of them.
public struct Crisis: Sendable, Equatable {
    /// The alert that tells of it in the place of this one; nil for one that is told by itself.
    public let teller: Member?
    /// Those that this one tells of, in the order in which it names their streams.
    public let told: [Member]

    /// An alert as another one names it.
    public struct Member: Sendable, Equatable {
        /// Its id; nil where only its stream is known.
        public let id: String?
        /// What it is about.
        public let stream: Stream
        /// What people call that.
        public let name: String?

        /// An alert as another one names it.
        public init(id: String?, stream: Stream, name: String?) {
            self.id = id
            self.stream = stream
            self.name = name
        }
    }

    /// An alert on its own, unless others are given.
    public init(teller: Member? = nil, told: [Member] = []) {
        self.teller = teller
        self.told = told
    }
}
