import Domain
import Foundation

/// `Benchmarks detect [SERIES] [MINUTES]`: bursts in invented series, beside what others do and without each part.
///
/// Ten days of each only teach. Thresholds are learned on as many other series: those with the best standing,
/// and those that give one false alarm in a series and month.
enum DetectBenchmark {
    private static let seeds: (learning: UInt64, scoring: UInt64) = (10_000, 20_000)

    static func run(series: Int, minutes: Double) {
        table(series: series, minutes: minutes, .independent)
        table(series: series, minutes: minutes, .clustered)
    }

    private static func table(series: Int, minutes: Double, _ noise: InventedCounts.Noise) {
        let learning = Self.series(series, minutes, noise, seed: seeds.learning)
        let scoring = Self.series(series, minutes, noise, seed: seeds.scoring)
        let step = minutes / 1440
        let rows = scoring.map(\.values.count).reduce(0, +)
        print("\n\(series) series with \(noise) noise, a row in \(minutes) minutes, \(rows) rows,")
        print("\(scoring.map(\.bursts.count).reduce(0, +)) bursts; 10 days to learn, 46 scored")
        print(
            "method | standing: standard, few false, few missed | false alarms a month | recall | of 0.5 2 8 h | of 3× 6× 12× | precision | delay, min"
        )
        report("Bellwether", Shipped(), learning, scoring)
        print("Bellwether from 0.5 on | | \(shipped(scoring).alarms(threshold: 0.5).line)")
        report("its former method", FormerDetector(), learning, scoring)
        report("z of the row, 7 days", RollingZ(step: step, ofHour: false), learning, scoring)
        report("z of the hour, 7 days", RollingZ(step: step, ofHour: true), learning, scoring)
        report("EARS C2 of the hour", EarsC2(step: step), learning, scoring)
        report("seasonal extreme-value tail", SeasonalTail(step: step), learning, scoring)
        for (name, settings) in ablations {
            report("  \(name)", PlainLadder(step: step, settings), learning, scoring)
        }
        let plain = SeriesScore(series: scoring, scores: scoring.map { $0.scores(PlainLadder(step: step)) })
        let difference = zip(shipped(scoring).scores, plain.scores).flatMap { zip($0, $1) }.map {
            ($0 - $1).magnitude
        }
        print("largest difference from the plain ladder: \(difference.max() ?? .nan)")
    }

    private static let ablations: [(String, PlainLadder.Settings)] = [
        ("one scale, the row", .init(scales: [0])), ("one scale, 1 h", .init(scales: [1])),
        ("one scale, 4 h", .init(scales: [4])), ("one memory, 2 days", .init(memories: [2])),
        ("no rest", .init(rests: false)), ("with a learned season", .init(hasSeason: true)),
        ("teaching clipped at 3", .init(clips: true)),
    ]

    private static func series(
        _ count: Int, _ minutes: Double, _ noise: InventedCounts.Noise, seed: UInt64
    ) -> [InventedCounts] {
        (0..<count).map { InventedCounts(minutes: minutes, noise: noise, seed: seed &+ UInt64($0) &* 7919) }
    }

    private static func shipped(_ series: [InventedCounts]) -> SeriesScore {
        SeriesScore(series: series, scores: series.map { $0.scores(Shipped()) }, shipped: 0.5)
    }

    private static func report(
        _ name: String, _ method: some SeriesMethod, _ learning: [InventedCounts], _ scoring: [InventedCounts]
    ) {
        let learned = SeriesScore(series: learning, scores: learning.map { $0.scores(method) })
        let scored = SeriesScore(series: scoring, scores: scoring.map { $0.scores(method) })
        let standings = SeriesScore.Profile.all.map { profile in
            String(format: "%.1f", scored.standing(profile, threshold: learned.bestThreshold(profile)))
        }
        let alarms = scored.alarms(threshold: learned.threshold(falseAlarms: 1))
        print("\(name) | \(standings.joined(separator: " ")) | \(alarms.line)")
    }
}
