extension Duration {
    /// How long a server asks to be left alone (RFC 9110, 10.2.3): seconds, or an HTTP date; nil for anything
    /// else, and for what is not ahead.
    public init?(retryAfter value: String, now: Instant) {
        if let seconds = Int64(value) {
            // More than a century is as good as for ever, and cannot overflow.
            guard seconds > 0 else { return nil }
            self = .seconds(min(seconds, 1 << 32))
        } else {
            guard let date = Instant(httpDate: value), date > now else { return nil }
            self = date - now
        }
    }
}
