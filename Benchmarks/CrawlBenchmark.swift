import Domain
import Fetching
import Foundation

/// `Benchmarks crawl [FEEDS]`: the delay from publication to fetch over a simulated week, with fixed intervals and with
/// those that adapt, at the same number of requests.
///
/// Feeds publish as Poisson processes with rates spread lognormally (median 6 a day, σ 1.5), by day three times as often
/// as by night. Rates are learned only from the polls, in a week before the one that counts.
enum CrawlBenchmark {
    private static let interval: Duration = .seconds(900)
    private static let week = 7 * 86400.0

    static func run(feeds count: Int) {
        var random = SplitMix64(seed: 11)
        let rates = (0..<count).map { _ in 6 * exp(1.5 * random.normal()) / 86400 }
        let arrivals = rates.map { rate -> [Double] in
            var times: [Double] = []
            var time = 0.0
            while time < 2 * week {
                // Thinning (Lewis and Shedler 1979) of the highest rate, by day 1.5 times the mean.
                time += random.exponential(mean: 1 / (1.5 * rate))
                let isDay = (7..<19).contains(Int(time / 3600) % 24)
                if isDay || random.uniform() < 1.0 / 3 { times.append(time) }
            }
            return times
        }
        print("\(count) feeds, a week; mean and median delay from publication to fetch, over all items")
        for adapts in [false, true] {
            let (delays, polls) = simulate(arrivals, adapts: adapts)
            let sorted = delays.sorted()
            let mean = delays.reduce(0, +) / Double(delays.count)
            print(
                "\(adapts ? "adapting" : "fixed   "): \(polls) polls, \(delays.count) items, "
                    + String(format: "%.0f s, %.0f s", mean, sorted[sorted.count / 2]))
        }
    }

    private static func simulate(_ arrivals: [[Double]], adapts: Bool) -> (delays: [Double], polls: Int) {
        let feeds = arrivals.indices.map { index in
            var feed = Feed(
                id: "\(index)", title: "", url: "https://f\(index).example/", kind: .news, interval: interval)
            if adapts { feed.maximumInterval = .seconds(6 * 3600) }
            return feed
        }
        var schedule = Schedule(feeds)
        var due = arrivals.indices.map { Double($0) / Double(arrivals.count) * 900 }
        var next = [Int](repeating: 0, count: arrivals.count)
        var cursors = feeds.map { _ in FeedCursor(nextDue: Instant(seconds: 0)) }
        var delays: [Double] = []
        var polls = 0
        // In steps of a minute, which is finer than any interval.
        for minute in 0..<Int(2 * week / 60) {
            let now = Double(minute) * 60
            for index in feeds.indices where due[index] <= now {
                var fresh = 0
                while next[index] < arrivals[index].count, arrivals[index][next[index]] <= now {
                    if now >= week, arrivals[index][next[index]] >= week {
                        delays.append(now - arrivals[index][next[index]])
                    }
                    next[index] += 1
                    fresh += 1
                }
                polls += now >= week ? 1 : 0
                let time = Instant(milliseconds: Int64(now * 1000))
                cursors[index].memory.arrivalRate.observe(fresh: fresh, entries: nil, at: time)
                schedule.learn(from: cursors[index], of: feeds[index])
                due[index] = now + schedule.interval(of: feeds[index]).inSeconds
            }
        }
        return (delays, polls)
    }
}
