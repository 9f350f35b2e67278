import ArgumentParser
import Classification

/// The weights that score, and how.
struct ScoringOptions: ParsableArguments {
    @Option(help: "The model weights.") var weights: String?
    @Option(help: "int8 or fp32. (default: as the weights are stored)") var precision: Precision?
    @Option(help: "The number of threads. (default: one per core)") var threads: Int?
    @Flag(help: "Run every text through the whole encoder.") var exact = false

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
    }

    /// All threads that may be used.
    var threadCount: Int { threads ?? availableCores() }

    func weightsFile() throws -> WeightsFile { try Installation.weights(weights) }

    /// - Parameter threads: fewer than `threadCount`, if given.
    func classifier(_ file: WeightsFile, threads: Int? = nil) throws -> Classifier {
        try Classifier(weights: file, threads: threads ?? threadCount, precision: precision, exact: exact)
    }
}
