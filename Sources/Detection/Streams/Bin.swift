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
    var hasTaught = false

    init(slot: Int32) { self.slot = slot }

    static func slot(of time: Instant) -> Int32 {
        Int32(clamping: time.milliseconds / Model.binMilliseconds)
    }
}

extension Bin: Codable {
    /// A short list of numbers.
    init(from decoder: any Decoder) throws {
        var numbers = try decoder.unkeyedContainer()
        slot = try numbers.decode(Int32.self)
        negative = try numbers.decode(UInt16.self)
        stories = try numbers.decode(UInt16.self)
        negativeItems = try numbers.decode(UInt16.self)
        items = try numbers.decode(UInt16.self)
        hasTaught = try numbers.decode(Bool.self)
    }

    func encode(to encoder: any Encoder) throws {
        var numbers = encoder.unkeyedContainer()
        try numbers.encode(slot)
        for count in [negative, stories, negativeItems, items] { try numbers.encode(count) }
        try numbers.encode(hasTaught)
    }
}
