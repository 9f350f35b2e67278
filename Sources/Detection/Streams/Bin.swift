import Domain

/// Five minutes of a stream.
struct Bin: Sendable, Equatable {
    /// Since 1970.
    let slot: Int32
    var negative: UInt16 = 0
    var stories: UInt16 = 0
    /// The same with copies.
    var negativeItems: UInt16 = 0
    var items: UInt16 = 0
    /// Stories that are good news.
    var positive: UInt16 = 0
    /// The highest score of a window that ended with it, in nats; 0 where none was near.
    var peak: Float = 0

    init(slot: Int32) { self.slot = slot }

    static func slot(of time: Instant) -> Int32 {
        Int32(clamping: time.milliseconds / Model.binMilliseconds)
    }
}

extension Bin: Codable {
    /// A short list of numbers; most end before the peak, and many before the good news.
    init(from decoder: any Decoder) throws {
        var numbers = try decoder.unkeyedContainer()
        slot = try numbers.decode(Int32.self)
        negative = try numbers.decode(UInt16.self)
        stories = try numbers.decode(UInt16.self)
        negativeItems = try numbers.decode(UInt16.self)
        items = try numbers.decode(UInt16.self)
        // States of older versions say here whether the bin has taught, and end.
        if (try? numbers.decode(Bool.self)) != nil { return }
        positive = numbers.isAtEnd ? 0 : try numbers.decode(UInt16.self)
        peak = numbers.isAtEnd ? 0 : try numbers.decode(Float.self)
    }

    func encode(to encoder: any Encoder) throws {
        var numbers = encoder.unkeyedContainer()
        try numbers.encode(slot)
        for count in [negative, stories, negativeItems, items] { try numbers.encode(count) }
        if positive > 0 || peak > 0 { try numbers.encode(positive) }
        if peak > 0 { try numbers.encode(peak) }
    }
}

extension RecentList where Element == Bin {
    /// The place of the first bin from a slot on, by halves.
    func index(from slot: Int32) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].slot < slot { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
