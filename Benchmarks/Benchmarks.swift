import Classification
import Domain
import FoundationEssentials
import Tokenization

// Named measurements that the scripts beside this file compare with other programs. Never part of `make test`.
//
//     Benchmarks encoder WEIGHTS TEXTS THREADS BATCH     sentences a second of the encoder alone, one number

@main
struct Benchmarks {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count == 5, arguments[0] == "encoder", let threads = Int(arguments[3]),
            let batch = Int(arguments[4]), threads > 0, batch > 0
        else {
            print("usage: Benchmarks encoder WEIGHTS TEXTS THREADS BATCH")
            return
        }
        let weights = try WeightsFile(path: arguments[1])
        let tokenizer = Tokenizer(vocabulary: try Vocabulary(text: weights.vocabulary))
        let encoder = try Classifier(weights: weights, threads: threads).encoder
        let data = try Data(contentsOf: URL(filePath: arguments[2]))
        let texts = data.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        print(sentencesPerSecond(encoder, tokenizer, texts, threads: threads, batch: batch))
    }

    /// Tokenized before the clock starts, as the other side is.
    private static func sentencesPerSecond(
        _ encoder: Encoder, _ tokenizer: Tokenizer, _ texts: [String], threads: Int, batch: Int
    ) -> Double {
        let batches = stride(from: 0, to: texts.count, by: batch).map {
            tokenizer.tokenize(texts[$0..<min($0 + batch, texts.count)])
        }
        let start = ContinuousClock.now
        _ = parallelMap(batches, threads: threads) { encoder.hiddenStates(of: $0, texts: 0..<$0.count).rows }
        return Double(texts.count) / ((ContinuousClock.now - start) / .seconds(1))
    }
}
