import Domain

extension Instant {
    /// RFC 3339 in UTC, always with milliseconds and so 24 characters wide: text order is time order.
    var storedText: String {
        let text = rfc3339
        // RFC 3339 without a fraction ends in the seconds and `Z`.
        return text.count == 20 ? "\(text.dropLast()).000Z" : text
    }
}
