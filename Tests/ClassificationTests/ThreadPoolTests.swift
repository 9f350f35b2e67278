import Synchronization
import Testing

@testable import Classification

@Suite struct ThreadPoolTests {
    @Test(arguments: [1, 2, 5])
    func `A barrier holds every member until the last has come`(threads: Int) {
        let pool = ThreadPool(threads: threads)
        #expect(pool.members == threads)
        for _ in 0..<200 {
            let arrived = Atomic(0)
            // Not a Mutex: ThreadSanitizer does not know the standard library's.
            let early = Atomic(0)
            pool.run { _ in
                arrived.add(1, ordering: .sequentiallyConsistent)
                pool.barrier()
                if arrived.load(ordering: .sequentiallyConsistent) < threads {
                    early.add(1, ordering: .sequentiallyConsistent)
                }
                pool.barrier()
            }
            #expect(early.load(ordering: .sequentiallyConsistent) == 0)
            #expect(arrived.load(ordering: .sequentiallyConsistent) == threads)
        }
    }

    @Test func `A map keeps the order, and one pool serves many callers in turn`() async {
        let pool = ThreadPool(threads: 3)
        await withTaskGroup(of: [Int].self) { group in
            for caller in 0..<8 {
                group.addTask { pool.map(Array(0..<100)) { element, _ in element * caller } }
            }
            var sums: [Int] = []
            for await result in group {
                #expect(result == result.sorted())
                sums.append(result.reduce(0, +))
            }
            #expect(sums.sorted() == (0..<8).map { $0 * 4950 })
        }
        #expect(pool.map([Int]()) { element, _ in element } == [])
    }

    @Test func `Parts cover everything once, cut at the unit`() {
        for (count, unit, members) in [(0, 1, 3), (7, 1, 3), (384, 32, 2), (100, 32, 4), (20, 32, 3)] {
            let ranges = (0..<members).map { Part(member: $0, members: members).range(of: count, unit: unit) }
            #expect(ranges.flatMap { Array($0) } == Array(0..<count))
            #expect(ranges.allSatisfy { $0.isEmpty || $0.lowerBound % unit == 0 })
        }
    }
}
