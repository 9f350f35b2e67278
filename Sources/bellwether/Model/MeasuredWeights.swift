import Classification
import Training

extension WeightsDraft {
    /// Writes the weights with their scores on a corpus, and prints these beside those of the file that they
    /// were made from.
    mutating func publish(beside former: WeightsFile, measuredOn corpus: Corpus) throws {
        let before = try validationScores(of: former, on: corpus, threads: availableCores())
        try publish(measuredOn: corpus, threads: availableCores())
        for name in header.scores.keys.sorted() {
            let (old, new) = (before[name] ?? 0, header.scores[name] ?? 0)
            printError("\(name): \(old) in \(former.path), \(new) in \(path)")
        }
    }
}
