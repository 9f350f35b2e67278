import Classification
import Domain
import FoundationEssentials
import Parsing
import Tokenization
import Training

// Named measurements that the scripts beside this file compare with other programs. Never part of `make test`.
//
//     Benchmarks encoder WEIGHTS TEXTS THREADS BATCH [PRECISION]
//                                                        sentences per second of the encoder alone, one number
//     Benchmarks scoring WEIGHTS TEXTS THREADS BATCH     the same of scoring as it ships, with heads and early exit
//     Benchmarks tokenizer WEIGHTS TEXTS                   texts per second, one number
//     Benchmarks alerts [STREAMS]                          spike detection on simulated streams, beside what others do
//     Benchmarks detect [SERIES] [MINUTES]                 bursts in invented series of counts, beside what others do
//     Benchmarks detection [STREAMS]                       items per second through detection alone, and bytes a stream
//     Benchmarks replay HEADLINES EVENTS [ORDERS [RATE]]   what alerts on dated headlines tell of a list of events
//     Benchmarks themes [HEADLINES] [ORDERS]               themes in dated headlines, by chance, of invented crises; cost
//     Benchmarks crawl [FEEDS]                             delay of fixed and of adapting intervals in a simulated week
//     Benchmarks polling [FEEDS]                           responses per second from loopback
//     Benchmarks history [ITEMS] [FILE] [PROGRAM]          milliseconds of questions to a history of 400 days, and of
//                                                          the commands of PROGRAM
//     Benchmarks dashboard [ITEMS] [FILE]                  milliseconds of pages, and of what they ask of such a history
//     Benchmarks soak PROGRAM SECONDS [ITEMS]              the daemon at ITEMS per second, one line per minute
//     Benchmarks names [TITLES]                            precision, recall and microseconds a title of finding names
//     Benchmarks discovery HEADLINES [LISTINGS] [SAMPLE SEED]
//                                                          companies of no catalogue in dated headlines, beside
//                                                          judgments by hand; or a sample of mentions to judge
//     Benchmarks parsing FEED                              megabytes per second from bytes to entries, one number
//     Benchmarks training ENCODER VOCABULARY TEXTS BATCH   sentences per second of fine-tuning it whole, one number

@main
struct Benchmarks {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("encoder", 5...6): print(try encoder(arguments) { _ = $0.hiddenStates(of: $1) })
        case ("scoring", 5): print(try encoder(arguments) { _ = $0.assess($1) })
        case ("tokenizer", 3): print(try tokenizer(arguments))
        case ("training", 5): print(try training(arguments))
        case ("alerts", 1...2):
            AlertBenchmark.run(streams: arguments.count > 1 ? Int(arguments[1]) ?? 200 : 200)
        case ("detect", 1...3):
            DetectBenchmark.run(
                series: arguments.count > 1 ? Int(arguments[1]) ?? 60 : 60,
                minutes: arguments.count > 2 ? Double(arguments[2]) ?? 5 : 5)
        case ("detection", 1...2):
            AlertBenchmark.throughput(streams: arguments.count > 1 ? Int(arguments[1]) ?? 100_000 : 100_000)
        case ("replay", 3...5):
            try await ReplayBenchmark.run(
                headlines: arguments[1], events: arguments[2],
                orders: arguments.count > 3 ? Int(arguments[3]) ?? 8 : 8,
                rate: arguments.count > 4 ? Double(arguments[4]) : nil)
        case ("themes", 1...3):
            try await ThemeBenchmark.run(
                headlines: arguments.count > 1 ? arguments[1] : ThemeBenchmark.path,
                orders: arguments.count > 2 ? Int(arguments[2]) ?? 4 : 4)
        case ("crawl", 1...2):
            CrawlBenchmark.run(feeds: arguments.count > 1 ? Int(arguments[1]) ?? 1000 : 1000)
        case ("polling", 1...2):
            try await PollingBenchmark.run(feeds: arguments.count > 1 ? Int(arguments[1]) ?? 2000 : 2000)
        case ("history", 1...4):
            try await HistoryBenchmark.run(
                items: arguments.count > 1 ? Int(arguments[1]) ?? 2_000_000 : 2_000_000,
                path: arguments.count > 2 ? arguments[2] : "/tmp/bellwether-history-benchmark.db",
                program: arguments.count > 3 ? arguments[3] : nil)
        case ("dashboard", 1...3):
            try await DashboardBenchmark.run(
                items: arguments.count > 1 ? Int(arguments[1]) ?? 2_000_000 : 2_000_000,
                path: arguments.count > 2 ? arguments[2] : "/tmp/bellwether-history-benchmark.db")
        case ("soak", 3...4):
            try await SoakBenchmark(itemsPerSecond: arguments.count > 3 ? Int(arguments[3]) ?? 200 : 200)
                .run(program: arguments[1], seconds: Int(arguments[2]) ?? 3600)
        case ("names", 1...2): try NameBenchmark.run(titles: arguments.count > 1 ? arguments[1] : nil)
        case ("discovery", 2...5):
            try await DiscoveryBenchmark.run(
                headlines: arguments[1], listings: arguments.count > 2 ? arguments[2] : nil,
                sample: arguments.count > 3 ? Int(arguments[3]) : nil,
                seed: arguments.count > 4 ? UInt64(arguments[4]) ?? 1 : 1)
        case ("parsing", 2): print(try parsing(arguments[1]))
        default: print(usage)
        }
    }

    private static let usage = """
        usage: Benchmarks encoder WEIGHTS TEXTS THREADS BATCH [int8|fp32]
               Benchmarks scoring WEIGHTS TEXTS THREADS BATCH
               Benchmarks tokenizer WEIGHTS TEXTS
               Benchmarks training ENCODER VOCABULARY TEXTS BATCH
               Benchmarks alerts [STREAMS]
               Benchmarks detect [SERIES] [MINUTES]
               Benchmarks detection [STREAMS]
               Benchmarks replay HEADLINES EVENTS [ORDERS [RATE]]
               Benchmarks themes [HEADLINES] [ORDERS]
               Benchmarks crawl [FEEDS]
               Benchmarks polling [FEEDS]
               Benchmarks history [ITEMS] [FILE] [PROGRAM]
               Benchmarks dashboard [ITEMS] [FILE]
               Benchmarks soak PROGRAM SECONDS [ITEMS]
               Benchmarks names [TITLES]
               Benchmarks discovery HEADLINES [LISTINGS] [SAMPLE SEED]
               Benchmarks parsing FEED
        """

    /// Sentences per second of one side of scoring.
    private static func encoder(
        _ arguments: [String], _ work: (Classifier, TokenBatch) -> Void
    ) throws -> Double {
        guard let threads = Int(arguments[3]), let batch = Int(arguments[4]), threads > 0, batch > 0,
            let precision = Precision(rawValue: arguments.count > 5 ? arguments[5] : "int8")
        else { return 0 }
        let weights = try WeightsFile(path: arguments[1])
        let tokenizer = Tokenizer(vocabulary: try Vocabulary(text: weights.vocabulary))
        let classifier = try Classifier(weights: weights, threads: threads, precision: precision)
        return sentencesPerSecond(classifier, tokenizer, try lines(arguments[2]), batch: batch, work)
    }

    /// Texts per second one at a time, the best of five rounds.
    private static func tokenizer(_ arguments: [String]) throws -> Double {
        let tokenizer = Tokenizer(
            vocabulary: try Vocabulary(text: try WeightsFile(path: arguments[1]).vocabulary))
        let texts = try lines(arguments[2])
        return (0..<5).map { _ in
            let start = ContinuousClock.now
            for text in texts { _ = tokenizer.tokenize([text]) }
            return Double(texts.count) / ((ContinuousClock.now - start) / .seconds(1))
        }.max() ?? 0
    }

    /// Megabytes per second from a feed's bytes to its entries, on one core, the best of five rounds.
    private static func parsing(_ path: String) throws -> Double {
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        return try (0..<5).map { _ in
            let start = ContinuousClock.now
            _ = try parseFeed(bytes, url: "https://news.example/rss", contentType: "application/rss+xml")
            return Double(bytes.count) / 1e6 / ((ContinuousClock.now - start) / .seconds(1))
        }.max() ?? 0
    }

    /// Steps of AdamW on all cores, with one label a text, as the PyTorch side does.
    private static func training(_ arguments: [String]) throws -> Double {
        guard let batch = Int(arguments[4]), batch > 0 else { return 0 }
        let vocabulary = String(decoding: try Data(contentsOf: URL(filePath: arguments[2])), as: UTF8.self)
        var settings = TrainingSettings()
        settings.batch = batch
        settings.threads = ProcessInfo.processInfo.activeProcessorCount
        settings.lexical = 0
        settings.average = 0
        let trainer = Trainer(
            tokenizer: Tokenizer(vocabulary: try Vocabulary(text: vocabulary)), shape: .miniLM,
            settings: settings)
        let texts = try lines(arguments[3]).enumerated().map { LabeledText(text: $1, sentiment: $0 % 3) }
        let seconds = try trainer.secondsOfSteps(over: texts, base: try Safetensors(path: arguments[1]))
        return Double(texts.count) / seconds
    }

    private static func lines(_ path: String) throws -> [String] {
        try Data(contentsOf: URL(filePath: path)).split(separator: UInt8(ascii: "\n")).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// Tokenized before the clock starts, as the other side is.
    private static func sentencesPerSecond(
        _ classifier: Classifier, _ tokenizer: Tokenizer, _ texts: [String], batch: Int,
        _ work: (Classifier, TokenBatch) -> Void
    ) -> Double {
        let batches = stride(from: 0, to: texts.count, by: batch).map {
            tokenizer.tokenize(texts[$0..<min($0 + batch, texts.count)])
        }
        let start = ContinuousClock.now
        for batch in batches { work(classifier, batch) }
        return Double(texts.count) / ((ContinuousClock.now - start) / .seconds(1))
    }
}
