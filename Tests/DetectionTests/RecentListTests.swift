import Domain
import FoundationEssentials
import Testing

@testable import Detection

@Suite struct RecentListTests {
    @Test(arguments: 1...8)
    func `It is the same as an array, whatever is done to it`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var list = RecentList<Int>()
        var plain: [Int] = []
        var copies: [(list: RecentList<Int>, plain: [Int])] = []
        for number in 0..<600 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                let index = Int.random(in: 0...plain.count, using: &random)
                list.insert(number, at: index)
                plain.insert(number, at: index)
            case 1 where !plain.isEmpty:
                let index = Int.random(in: 0..<plain.count, using: &random)
                list[index] = -number
                plain[index] = -number
            case 2:
                let count = Int.random(in: 0...min(plain.count, number % 50 == 0 ? 60 : 20), using: &random)
                list.removeFirst(count)
                plain.removeFirst(count)
            case 3: copies.append((list, plain))
            default:
                list.insert(number, at: list.count)
                plain.append(number)
            }
            #expect(list.elementsEqual(plain) && list.count == plain.count)
            #expect(list.last == plain.last)
        }
        #expect(copies.allSatisfy { $0.list.elementsEqual($0.plain) }, "a copy keeps what it had")
        var backward: [Int] = []
        list.forEachFromEnd { element in
            backward.append(element)
            return backward.count < 30
        }
        #expect(backward == Array(plain.reversed().prefix(30)))
        let json = try JSONEncoder().encode(list)
        #expect(try JSONDecoder().decode([Int].self, from: json) == plain)
        #expect(try JSONDecoder().decode(RecentList<Int>.self, from: json) == list)
    }
}
