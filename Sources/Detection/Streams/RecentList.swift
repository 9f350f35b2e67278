/// A list that grows at its end, is copied before each change and seldom changes further back.
///
/// The newest elements lie apart: a copy that gets one more copies only those, and shares the others. A
/// change of the others costs as much as one of an array.
struct RecentList<Element: Sendable>: Sendable {
    /// So many lie apart at most; then they join the others.
    private static var mostApart: Int { 16 }

    private var older: [Element] = []
    /// So many of the older ones are gone.
    private var gone = 0
    private var newest: [Element] = []

    init() {}

    private var olderCount: Int { older.count - gone }

    /// Adds an element before the one at an index.
    mutating func insert(_ element: Element, at index: Int) {
        guard index >= olderCount else {
            older.insert(element, at: gone + index)
            return
        }
        newest.insert(element, at: index - olderCount)
        guard newest.count > Self.mostApart else { return }
        older = older[gone...] + newest
        gone = 0
        newest = []
    }

    /// Removes the first elements.
    mutating func removeFirst(_ count: Int) {
        guard count <= olderCount else {
            newest.removeFirst(count - olderCount)
            older = []
            gone = 0
            return
        }
        gone += count
        // Half of an array for nothing is enough.
        if 2 * gone > older.count {
            older = Array(older[gone...])
            gone = 0
        }
    }
}

extension RecentList: RandomAccessCollection, MutableCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { olderCount + newest.count }

    subscript(index: Int) -> Element {
        get { index < olderCount ? older[gone + index] : newest[index - olderCount] }
        _modify {
            if index < olderCount {
                yield &older[gone + index]
            } else {
                yield &newest[index - olderCount]
            }
        }
    }

    /// Calls a closure with the elements, the last one first, until it returns false.
    func forEachFromEnd(_ isMoreWanted: (Element) -> Bool) {
        for element in newest.reversed() where !isMoreWanted(element) { return }
        for index in stride(from: older.count - 1, through: gone, by: -1)
        where !isMoreWanted(older[index]) { return }
    }
}

extension RecentList: Equatable where Element: Equatable {
    static func == (a: Self, b: Self) -> Bool { a.elementsEqual(b) }
}

extension RecentList: Encodable where Element: Encodable {
    /// Writes one list.
    func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        for element in self { try list.encode(element) }
    }
}

extension RecentList: Decodable where Element: Decodable {
    init(from decoder: any Decoder) throws { older = try [Element](from: decoder) }
}
