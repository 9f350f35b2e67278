import ArgumentParser
import Classification
import Domain
import FoundationEssentials
import Tokenization

struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how fast this machine scores, compared with its measured peak.",
        discussion: """
            Prints one JSON object per measurement: the machine's peak on one core; the loading time; the speed of the \
            tokenizer; sentences and tokens per second one at a time and in batches, on one thread and on all; the latency \
            of one headline; and each kind of step's share of the time and of the peak. If the weights have a tagger, \
            also how fast it finds names, and its time in multiples of that of scoring. Run it on an otherwise idle machine.
            """)

    /// Texts that are scored together where batches are measured.
    private static let batch = 32
    /// Rounds over all texts; the median counts.
    private static let rounds = 5

    @Argument(help: "A file of texts, one per line. (default: built-in headlines)") var file: String?
    @OptionGroup var scoring: ScoringOptions

    func run() async throws {
        try await Failure.reported {
            let start = ContinuousClock.now
            let weights = try scoring.weightsFile()
            let tokenizer = try Tokenizer(weights)
            let single = try scoring.classifier(weights, threads: 1)
            let loading = seconds(since: start)
            let texts = try file.map { try readLines($0).filter { !$0.isEmpty } } ?? Self.headlines
            guard !texts.isEmpty else { throw Failure.badData("\(file ?? "-") has no text to score") }
            let peak = MachinePeak()
            printLine(try jsonLine(MachineLine(peak, single, texts: texts.count, loading: loading)))
            try tokenize(texts, tokenizer)
            for threads in Set([1, scoring.threadCount]).sorted() {
                let classifier = threads == 1 ? single : try scoring.classifier(weights, threads: threads)
                try latency(texts, tokenizer, classifier, threads: threads)
                try throughput(texts, tokenizer, classifier, threads: threads, batch: 1, peak)
                try throughput(texts, tokenizer, classifier, threads: threads, batch: Self.batch, peak)
                try names(texts, tokenizer, classifier, threads: threads)
            }
            try steps(texts, tokenizer, single, peak)
        }
    }

    private func tokenize(_ texts: [String], _ tokenizer: Tokenizer) throws {
        let rounds = (0..<Self.rounds).map { _ in
            let start = ContinuousClock.now
            for text in texts { _ = tokenizer.tokenize([text]) }
            return seconds(since: start)
        }
        let perSecond = Double(texts.count) / rounds.median
        printLine(try jsonLine(TokenizerLine(sentences_per_second: perSecond.rounded())))
    }

    private func latency(
        _ texts: [String], _ tokenizer: Tokenizer, _ classifier: Classifier, threads: Int
    ) throws {
        let times = texts.map { text in
            let start = ContinuousClock.now
            _ = classifier.assess(tokenizer.tokenize([text]))
            return seconds(since: start)
        }.sorted()
        printLine(
            try jsonLine(
                LatencyLine(
                    threads: threads, p50_ms: (times[times.count / 2] * 1000).places(3),
                    p99_ms: (times[times.count * 99 / 100] * 1000).places(3))))
    }

    private func throughput(
        _ texts: [String], _ tokenizer: Tokenizer, _ classifier: Classifier, threads: Int, batch: Int,
        _ peak: MachinePeak
    ) throws {
        var tokens = 0
        var operations = 0
        var leaving = 0
        let rounds = (0..<Self.rounds).map { _ in
            (tokens, operations, leaving) = (0, 0, 0)
            let start = ContinuousClock.now
            for first in stride(from: 0, to: texts.count, by: batch) {
                let tokenized = tokenizer.tokenize(texts[first..<min(first + batch, texts.count)])
                tokens += tokenized.ids.count
                for (text, assessment) in classifier.assess(tokenized).enumerated() {
                    operations +=
                        tokenized.range(of: text).count * classifier.operationsPerToken(assessment)
                    if assessment.leftEarly { leaving += 1 }
                }
            }
            return seconds(since: start)
        }
        let best = (classifier.precision == .int8 ? peak.int8 : peak.fp32) * Double(threads)
        printLine(
            try jsonLine(
                ThroughputLine(
                    threads: threads, batch: batch,
                    sentences_per_second: (Double(texts.count) / rounds.median).places(1),
                    tokens_per_second: (Double(tokens) / rounds.median).rounded(),
                    share_of_peak: (Double(operations) / rounds.median / best).places(3),
                    leaving_early: classifier.exit.map { _ in
                        (Double(leaving) / Double(texts.count)).places(3)
                    })))
    }

    /// How long finding names takes, beside scoring the same texts.
    private func names(
        _ texts: [String], _ tokenizer: Tokenizer, _ classifier: Classifier, threads: Int
    ) throws {
        guard classifier.tagScheme != nil else { return }
        func median(_ work: ([String]) -> Void) -> Double {
            (0..<Self.rounds).map { _ in
                let start = ContinuousClock.now
                for first in stride(from: 0, to: texts.count, by: Self.batch) {
                    work(Array(texts[first..<min(first + Self.batch, texts.count)]))
                }
                return seconds(since: start)
            }.median
        }
        let scoring = median { _ = classifier.assess(tokenizer.tokenize($0)) }
        let tagging = median { _ = classifier.names(in: $0, tokenizer: tokenizer) }
        printLine(
            try jsonLine(
                NamesLine(
                    threads: threads, sentences_per_second: (Double(texts.count) / tagging).places(1),
                    times_scoring: (tagging / scoring).places(2))))
    }

    private func steps(
        _ texts: [String], _ tokenizer: Tokenizer, _ classifier: Classifier, _ peak: MachinePeak
    ) throws {
        let rounds = (0..<Self.rounds).map { _ in classifier.profile(tokenizer.tokenize(texts)) }
        guard let first = rounds.first else { return }
        let medians = first.indices.map { step in rounds.map { $0[step].seconds }.median }
        let total = medians.reduce(0, +)
        for (step, seconds) in zip(first, medians) {
            let rate = step.operations / seconds
            printLine(
                try jsonLine(
                    StepLine(
                        step: step.step.rawValue, share_of_time: (seconds / total).places(3),
                        gops: rate > 0 ? (rate / 1e9).places(1) : nil,
                        share_of_peak: rate > 0 ? (rate / peak.int8).places(3) : nil)))
        }
    }

    private func seconds(since start: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - start) / .seconds(1)
    }

    /// A thousand headlines, none like another, about as long as those of the news.
    private static let headlines: [String] = (0..<1024).map { number in
        let company = [
            "Acme Motors", "Northwind Bank", "Contoso Energy", "Globex", "Initech", "Umbrella Foods",
        ][
            number % 6]
        let event = [
            "reports a net loss of EUR \(number % 97).\(number % 10) million against a profit a year earlier as sales of "
                + "new cars fell in all of its markets",
            "said on Tuesday that operating profit rose to \(number % 89) million euros, helped by strong demand for loans "
                + "and lower costs in the quarter",
            "cuts its outlook for the third time this year",
            "will hold its annual general meeting in Helsinki on \(number % 28 + 1) April",
            "shares jump \(number % 30 + 1)% after it wins an order worth $\(number) million from a maker of chips",
        ][number % 5]
        return "\(company) \(event)"
    }
}

private struct MachineLine: Encodable {
    let instructions: String
    let cores: Int
    let precision: String
    let texts: Int
    let int8_peak_gops_per_core: Double
    let fp32_peak_gflops_per_core: Double
    let load_ms: Double

    init(_ peak: MachinePeak, _ classifier: Classifier, texts: Int, loading: Double) {
        instructions = peak.instructions
        cores = availableCores()
        precision = classifier.precision.rawValue
        self.texts = texts
        int8_peak_gops_per_core = (peak.int8 / 1e9).rounded()
        fp32_peak_gflops_per_core = (peak.fp32 / 1e9).rounded()
        load_ms = (loading * 1000).places(1)
    }
}

private struct TokenizerLine: Encodable {
    let step = "tokenizer"
    let threads = 1
    let sentences_per_second: Double
}

private struct LatencyLine: Encodable {
    let threads: Int
    let p50_ms: Double
    let p99_ms: Double
}

private struct ThroughputLine: Encodable {
    let threads: Int
    let batch: Int
    let sentences_per_second: Double
    let tokens_per_second: Double
    /// Of all threads' peak, counting the products of the encoder alone.
    let share_of_peak: Double
    /// The share of the texts that left before the last layer; nil where all went through it.
    let leaving_early: Double?
}

private struct NamesLine: Encodable {
    let head = "tagger"
    let threads: Int
    let sentences_per_second: Double
    let times_scoring: Double
}

private struct StepLine: Encodable {
    let step: String
    let share_of_time: Double
    let gops: Double?
    let share_of_peak: Double?
}

extension [Double] {
    fileprivate var median: Double { isEmpty ? 0 : sorted()[count / 2] }
}
