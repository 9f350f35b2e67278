public import Domain

/// The stories of a stream over time: what came, what was expected, what alerted, and what the price did.
///
/// Stacked bars of stories stand before the band of negative stories that the detector expected beforehand.
/// Alerts are flags, adverse events are glyphs by type, and the price has a small plot of its own above. It
/// draws whatever it is given: counts below 0 are 0, numbers that are none are left out, and what lies
/// outside the span is not drawn. Cost: O(n log n) in what is given; the markup is bounded by the width.
public struct Timeline: Sendable {
    /// The accessible name, such as `Blackridge Bank, stories by half hour`.
    public var title: String
    /// The beginning of the time axis.
    public var from: Instant
    /// The end of the time axis.
    public var to: Instant
    /// Length of each bucket.
    public var bucketLength: Duration
    /// What was counted, in any order; those without a story may be left out.
    public var buckets: [Bucket]
    /// Alerts.
    public var flags: [Flag] = []
    /// Adverse events.
    public var events: [Event] = []
    /// The price over time, in rising order; a point without a price is a gap.
    public var prices: [PricePoint] = []
    /// The unit of the price, such as `EUR`; nil where it is unknown.
    public var priceUnit: String?
    /// When feeds of the stream were blind, so that a low count says little.
    public var blind: [Range<Instant>] = []
    /// When the exchange was closed.
    public var closed: [Range<Instant>] = []
    /// Width of the drawing in its own units, which are pixels of a wide screen; at least 320.
    public var width = 1120.0

    /// Stories that were counted in one interval.
    public struct Bucket: Sendable {
        /// Its beginning.
        public var start: Instant
        /// Negative stories.
        public var negative: Int
        /// Positive stories.
        public var positive: Int
        /// All other stories.
        public var others: Int
        /// How many negative stories were expected beforehand; nil where that is not known.
        public var expected: Expectation?
        /// Whether the interval has not ended yet.
        public var isRunning: Bool
        /// The headlines of the interval; nil for no link.
        public var href: String?

        /// A bucket.
        public init(
            start: Instant, negative: Int, positive: Int, others: Int, expected: Expectation? = nil,
            isRunning: Bool = false, href: String? = nil
        ) {
            self.start = start
            self.negative = negative
            self.positive = positive
            self.others = others
            self.expected = expected
            self.isRunning = isRunning
            self.href = href
        }
    }

    /// A number of negative stories that is expected, with the range that is usual.
    public struct Expectation: Sendable, Equatable {
        /// The lower end of the usual range.
        public var low: Double
        /// The mean.
        public var expected: Double
        /// The upper end of the usual range.
        public var high: Double

        /// An expectation.
        public init(low: Double, expected: Double, high: Double) {
            self.low = low
            self.expected = expected
            self.high = high
        }
    }

    /// An alert.
    public struct Flag: Sendable {
        /// When it fired.
        public var at: Instant
        /// The words beside the flag, such as `11:43 critical`; left out where there is no room.
        public var label: String
        /// The page of the alert; nil for no link.
        public var href: String?
        /// What the pointer shows, and what a screen reader says.
        public var title: String
        /// Critical alerts have a filled flag, others an outlined one.
        public var isCritical: Bool

        /// A flag.
        public init(at: Instant, label: String, href: String?, title: String, isCritical: Bool) {
            self.at = at
            self.label = label
            self.href = href
            self.title = title
            self.isCritical = isCritical
        }
    }

    /// An adverse event, such as a recall or a breach.
    public struct Event: Sendable {
        /// When it was reported.
        public var at: Instant
        /// Its type; each has a glyph of its own, which the legend names.
        public var kind: String
        /// What the pointer shows.
        public var title: String

        /// An event.
        public init(at: Instant, kind: String, title: String) {
            self.at = at
            self.kind = kind
            self.title = title
        }
    }

    /// The price at an instant.
    public struct PricePoint: Sendable, Equatable {
        /// When.
        public var at: Instant
        /// In any unit; nil for a gap.
        public var price: Double?

        /// A point.
        public init(at: Instant, price: Double?) {
            self.at = at
            self.price = price
        }
    }

    /// A time line of buckets; the rest is set afterward.
    public init(
        title: String, from: Instant, to: Instant, bucketLength: Duration, buckets: [Bucket] = []
    ) {
        self.title = title
        self.from = from
        self.to = to
        self.bucketLength = bucketLength
        self.buckets = buckets
    }

    /// The drawing, as one `svg` element.
    ///
    /// - Parameter id: Begins the identifiers in the drawing; it must be the only one in its page.
    public func svg(id: String) -> String { TimelineDrawing(self, id: id).svg() }
}
