import Classification
import Domain
import FoundationEssentials
import TestSupport
import Testing
import Tokenization

@testable import Training

/// Whole runs of a model small enough to train in a second.
@Suite struct TrainerTests {
    let folder: TemporaryFolder
    static let words = [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "acme", "bell", "rises", "falls", "meets", "oil",
        "bank",
    ]
    static let shape = EncoderShape(
        layers: 2, width: 8, heads: 2, intermediate: 16, vocabulary: words.count, positions: 16)

    init() throws {
        folder = try TemporaryFolder()
        try Self.writeCorpora(to: folder)
        _ = try folder.file("base.safetensors", Self.safetensors())
    }

    /// Texts with sentiments, topics and entities that a small model can learn.
    static func writeCorpora(to folder: TemporaryFolder) throws {
        var sentiments = "text\tsentiment\n"
        var topics = "text\ttopic\n"
        var entities = "text\tentity\tsentiment\n"
        for number in 0..<60 {
            // Numbers are unknown words; they make the texts differ.
            sentiments +=
                "acme \(["falls", "meets", "rises"][number % 3]) \(number)\t\(["negative", "neutral", "positive"][number % 3])\n"
            topics +=
                "\(["oil", "bank"][number % 2]) meets \(number) bell\t\(["energy", "banks"][number % 2])\n"
            entities +=
                "acme falls bell rises \(number)\tAcme\tnegative\nacme falls bell rises \(number)\tBell\tpositive\n"
        }
        _ = try folder.file("phrasebank.tsv", Array(sentiments.utf8))
        _ = try folder.file("tweets_topic.tsv", Array(topics.utf8))
        _ = try folder.file("sentfin_entities.tsv", Array(entities.utf8))
    }

    /// A base encoder with random weights in the safetensors format.
    static func safetensors(_ shape: EncoderShape = shape) -> [UInt8] {
        let (width, wide) = (shape.width, shape.intermediate)
        var random = SplitMix64(seed: 77)
        var entries: [(name: String, shape: [Int])] = [
            ("embeddings.word_embeddings.weight", [words.count, width]),
            ("embeddings.position_embeddings.weight", [shape.positions, width]),
            ("embeddings.token_type_embeddings.weight", [2, width]), ("embeddings.LayerNorm.weight", [width]),
            ("embeddings.LayerNorm.bias", [width]),
        ]
        for layer in 0..<shape.layers {
            let name = "encoder.layer.\(layer)"
            for part in [
                "attention.self.query", "attention.self.key", "attention.self.value",
                "attention.output.dense",
            ] {
                entries += [("\(name).\(part).weight", [width, width]), ("\(name).\(part).bias", [width])]
            }
            entries += [
                ("\(name).intermediate.dense.weight", [wide, width]),
                ("\(name).intermediate.dense.bias", [wide]),
            ]
            entries += [
                ("\(name).output.dense.weight", [width, wide]), ("\(name).output.dense.bias", [width]),
            ]
            for norm in ["attention.output.LayerNorm", "output.LayerNorm"] {
                entries += [("\(name).\(norm).weight", [width]), ("\(name).\(norm).bias", [width])]
            }
        }
        var data: [UInt8] = []
        let parts = entries.map { name, shape in
            let values = random.floats(shape.reduce(1, *), in: -0.5...0.5).map {
                name.hasSuffix("LayerNorm.weight") ? $0 * 0.1 + 1 : $0
            }
            let start = data.count
            data += values.flatMap { value in
                (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> ($0 * 8)) }
            }
            return
                "\"\(name)\":{\"dtype\":\"F32\",\"shape\":\(shape),\"data_offsets\":[\(start),\(data.count)]}"
        }
        let header = Array("{\(parts.joined(separator: ","))}".utf8)
        return (0..<8).map { UInt8(truncatingIfNeeded: header.count >> ($0 * 8)) } + header + data
    }

    static func settings(_ change: (inout TrainingSettings) -> Void = { _ in }) -> TrainingSettings {
        var settings = TrainingSettings()
        settings.epochs = 4
        settings.batch = 8
        settings.rate = 3e-3
        settings.layerDecay = 1
        settings.headRate = 1
        settings.average = 0.9
        settings.poolingWidth = 6
        settings.headWidth = 6
        settings.longest = 16
        settings.adversarial = 0.1
        change(&settings)
        return settings
    }

    /// The header of weights that `settings` made.
    static func header(_ corpus: Corpus, _ shape: EncoderShape) -> WeightsHeader {
        WeightsHeader(
            name: "small", encoder: shape, poolingWidth: 6, headWidth: 6,
            labels: ["sentiment": ["negative", "neutral", "positive"], "topic": corpus.topicLabels],
            training: [:], scores: [:])
    }

    private func train(_ settings: TrainingSettings, checkpoint: String? = nil) throws -> TrainedModel {
        let trainer = Trainer(
            tokenizer: Tokenizer(vocabulary: try Vocabulary(tokens: Self.words)), shape: Self.shape,
            settings: settings)
        return try trainer.train(
            try Corpus(folder: folder.path), base: try Safetensors(path: "\(folder.path)/base.safetensors"),
            checkpoint: checkpoint.map { "\(folder.path)/\($0)" }
        ) { _ in }
    }

    @Test func `A run learns all three tasks`() throws {
        let trained = try train(Self.settings { $0.epochs = 12 })
        let last = try #require(trained.curve.last)
        #expect(last.accuracy.count == 3, "\(last.accuracy)")
        for (name, accuracy) in last.accuracy { #expect(accuracy > 0.85, "\(name)") }
        #expect(last.loss < 0.6 * trained.curve[0].loss)
    }

    @Test func `The same seed gives the same weights, whatever the number of threads`() throws {
        let one = try train(Self.settings { $0.threads = 1 })
        let three = try train(Self.settings { $0.threads = 3 })
        #expect(one.parameters == three.parameters)
        #expect(one.curve == three.curve)
        let other = try train(Self.settings { $0.seed = 2 })
        #expect(one.parameters != other.parameters)
    }

    @Test func `A run that is stopped and goes on comes to the same weights`() throws {
        let whole = try train(Self.settings())
        for frozen in [false, true] {
            let wanted = frozen ? try train(Self.settings { $0.trainsWords = true }) : whole
            let name = "checkpoint-\(frozen)"
            // Two epochs of a run of four: the schedule is that of the whole run.
            var state: TrainedModel?
            let trainer = Trainer(
                tokenizer: Tokenizer(vocabulary: try Vocabulary(tokens: Self.words)), shape: Self.shape,
                settings: Self.settings { $0.trainsWords = frozen })
            struct Stop: Error {}
            var epochs = 0
            let path = "\(folder.path)/\(name)"
            _ = try trainer.train(
                try Corpus(folder: folder.path),
                base: try Safetensors(path: "\(folder.path)/base.safetensors"),
                checkpoint: path
            ) { progress in
                if case .epoch(let scores, _) = progress, scores.epoch == 2 {
                    // What a kill after the second epoch leaves behind.
                    try? FileManager.default.copyItem(atPath: path, toPath: path + ".killed")
                    epochs = scores.epoch
                }
            }
            #expect(epochs == 2)
            state = try train(Self.settings { $0.trainsWords = frozen }, checkpoint: name + ".killed")
            #expect(state?.parameters == wanted.parameters)
            #expect(state?.curve == wanted.curve)
        }
    }

    @Test func `A checkpoint of another run, or a damaged one, is refused in words`() throws {
        _ = try train(Self.settings(), checkpoint: "c")
        let path = "\(folder.path)/c"
        #expect(throws: CheckpointError.ofAnotherRun(path: path)) {
            try train(Self.settings { $0.rate = 1 }, checkpoint: "c")
        }
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        for broken in [Array(bytes.dropLast(4)), bytes + [0, 0, 0, 0], Array(bytes.prefix(10)), []] {
            _ = try folder.file("c", broken)
            #expect(throws: CheckpointError.damaged(path: path)) {
                try train(Self.settings(), checkpoint: "c")
            }
        }
    }

    @Test func `A frozen encoder stays as it was`() throws {
        let trained = try train(Self.settings { $0.freezesEncoder = true })
        var random = SplitMix64(seed: 1)
        let base = try ModelParameters(
            base: try Safetensors(path: "\(folder.path)/base.safetensors"), shape: Self.shape,
            poolingWidth: 6,
            headWidth: 6, topics: 2, random: &random)
        #expect(trained.parameters.encoder == base.encoder)
        #expect(trained.parameters.sentiment != base.sentiment)
    }

    @Test func `Corpora without topics make weights that can be read, whose topic is none`() throws {
        let corpus = try Corpus(folder: folder.path, names: ["phrasebank"])
        let tokenizer = Tokenizer(vocabulary: try Vocabulary(tokens: Self.words))
        let trained = try Trainer(tokenizer: tokenizer, shape: Self.shape, settings: Self.settings()).train(
            corpus, base: try Safetensors(path: "\(folder.path)/base.safetensors")
        ) { _ in }
        let header = Self.header(corpus, Self.shape)
        let vocabulary = Self.words.joined(separator: "\n") + "\n"
        let path = try folder.file(
            "weights", try WeightsFile.encode(header, tensors: trained.tensors(), vocabulary: vocabulary))
        let classifier = try Classifier(weights: try WeightsFile(path: path), threads: 1)
        #expect(classifier.assess(tokenizer.tokenize(["acme falls"]))[0].topic == "none")
        // What cannot be compared with other corpora's topics is left as it is.
        let found = adaptiveTemperatures(
            of: classifier, tokenizer: tokenizer, corpus: try Corpus(folder: folder.path))
        #expect(Set(found.keys) == ["sentiment", "entity"])
    }

    @Test func `The written weights score as the trained model does`() throws {
        let trained = try train(Self.settings { $0.epochs = 12 })
        let corpus = try Corpus(folder: folder.path)
        let header = Self.header(corpus, Self.shape)
        let vocabulary = Self.words.joined(separator: "\n") + "\n"
        let path = try folder.file(
            "weights", try WeightsFile.encode(header, tensors: trained.tensors(), vocabulary: vocabulary))
        let file = try WeightsFile(path: path)
        let classifier = try Classifier(weights: file, threads: 2)
        let tokenizer = Tokenizer(vocabulary: try Vocabulary(text: file.vocabulary))
        let best = try #require(trained.curve.max { $0.overall < $1.overall })
        for (name, task, evaluation) in evaluate(classifier, tokenizer: tokenizer, corpus: corpus) {
            #expect(evaluation.accuracy == best.accuracy["\(name).\(task.rawValue)"])
        }
        let quantized = try folder.file(
            "int8", try WeightsFile.encode(header, tensors: file.quantizedTensors(), vocabulary: vocabulary))
        let small = try Classifier(weights: try WeightsFile(path: quantized), threads: 1)
        let text = tokenizer.tokenize(["acme falls bell rises"])
        let (a, b) = (classifier.assess(text)[0].sentiment, small.assess(text)[0].sentiment)
        #expect((a.negative - b.negative).magnitude < 0.05)
    }
}

@Suite struct CalibrationTests {
    @Test func `The temperature undoes what sharpened the probabilities`() {
        // Labels drawn from softmax(z); probabilities stated as softmax(z / 0.5), too sharp by a factor of 2.
        var random = SplitMix64(seed: 5)
        var rows: [Float] = []
        var labels: [Int] = []
        for _ in 0..<4000 {
            let z = random.floats(3, in: -2...2)
            let honest = softmax(z)
            let draw = Float.random(in: 0..<1, using: &random)
            labels.append(draw < honest[0] ? 0 : draw < honest[0] + honest[1] ? 1 : 2)
            rows += softmax(z.map { $0 * 2 })
        }
        let found = temperature(Matrix(rows: 4000, columns: 3, values: rows), labels: labels)
        #expect((found - 2).magnitude < 0.15)
    }

    @Test func `A temperature by entropy undoes one that was applied`() {
        // Labels drawn from what an adaptive temperature makes of the stated probabilities.
        var random = SplitMix64(seed: 6)
        let wanted = AdaptiveTemperature(bias: 0.4, slope: 0.35)
        var rows: [Float] = []
        var labels: [Int] = []
        for _ in 0..<6000 {
            let stated = softmax(random.floats(3, in: -3...3))
            let honest = wanted.calibrated(stated)
            let draw = Float.random(in: 0..<1, using: &random)
            labels.append(draw < honest[0] ? 0 : draw < honest[0] + honest[1] ? 1 : 2)
            rows += stated
        }
        let probabilities = Matrix(rows: labels.count, columns: 3, values: rows)
        let found = adaptiveTemperature(probabilities, labels: labels)
        #expect((found.bias - wanted.bias).magnitude < 0.1)
        #expect((found.slope - wanted.slope).magnitude < 0.12)
        #expect(adaptiveTemperature(Matrix(rows: 0, columns: 3), labels: []).bias == 0)
    }

    @Test func `The calibration error is the gap between confidence and accuracy`() {
        let honest = (0..<1000).map { (confidence: 0.75, isRight: $0 % 4 != 0) }
        #expect(expectedCalibrationError(honest) < 1e-9)
        let boastful = (0..<1000).map { (confidence: 0.95, isRight: $0 % 2 == 0) }
        #expect((expectedCalibrationError(boastful) - 0.45).magnitude < 1e-9)
        #expect(expectedCalibrationError([]) == 0)
    }

    @Test func `The log loss is the mean surprise at what is so, and finite`() {
        #expect(logLoss([1, 1]) == 0)
        #expect((logLoss([0.5, 0.25]) - 1.5 * 0.6931471805599453).magnitude < 1e-9)
        #expect(logLoss([0]).isFinite)
        #expect(logLoss([]) == 0)
    }

    private func softmax(_ z: [Float]) -> [Float] {
        let exponentials = z.map { exponential($0) }
        let sum = exponentials.reduce(0, +)
        return exponentials.map { $0 / sum }
    }
}

@Suite struct EvaluationTests {
    @Test func `Precision, recall and F1 are those of the confusion matrix`() {
        let pairs = [(0, 0), (0, 0), (0, 1), (1, 1), (1, 0), (1, 1), (1, 1)].map {
            (actual: $0.0, predicted: $0.1)
        }
        let evaluation = Evaluation(labels: ["a", "b", "never"], pairs: pairs)
        #expect(evaluation.confusion == [[2, 1, 0], [1, 3, 0], [0, 0, 0]])
        #expect(evaluation.accuracy == 5.0 / 7)
        #expect(evaluation.precision(0) == 2.0 / 3)
        #expect(evaluation.recall(1) == 0.75)
        #expect(evaluation.f1(2) == 0)
        #expect((evaluation.macroF1 - (2.0 / 3 + 0.75) / 2).magnitude < 1e-12)
        #expect((evaluation.weightedF1 - (3 * 2.0 / 3 + 4 * 0.75) / 7).magnitude < 1e-12)
        #expect(Evaluation(labels: ["a"], pairs: []).accuracy == 0)
    }

    @Test func `Curves are a table and a picture`() {
        let curves = TrainingCurves([
            EpochScores(epoch: 1, loss: 2, accuracy: ["x.topic": 0.5], macroF1: ["x.topic": 0.25]),
            EpochScores(epoch: 2, loss: 1, accuracy: ["x.topic": 0.75], macroF1: ["x.topic": 0.5]),
        ])
        #expect(
            curves.csv == "epoch,loss,x.topic.accuracy,x.topic.macro_f1\n1,2.0,0.5,0.25\n2,1.0,0.75,0.5\n")
        #expect(curves.svg.contains("<polyline points=\"50.0,360.0 600.0,200.0\""))
        #expect(TrainingCurves([]).csv == "epoch,loss\n")
    }
}

@Suite struct AveragingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func file(_ name: String, _ values: [Float], shape: [Int]) throws -> WeightsFile {
        let header = WeightsHeader(
            name: "t", encoder: TrainerTests.shape, poolingWidth: 1, headWidth: 1, labels: [:], training: [:],
            scores: [:])
        let tensors = [
            NamedTensor(name: "head.sentiment.output.weight", shape: shape, values: values),
            NamedTensor(name: "pooling.query", shape: shape, values: values),
        ]
        return try WeightsFile(
            path: try folder.file(name, try WeightsFile.encode(header, tensors: tensors, vocabulary: "a\n")))
    }

    @Test func `The mean of runs is that of each number, and a head's logits are divided by its temperature`()
        throws
    {
        let files = [try file("a", [1, 2], shape: [2]), try file("b", [3, -2], shape: [2])]
        let mean = try averagedTensors(of: files)
        #expect(mean.map(\.values) == [[2, 0], [2, 0]])
        #expect(calibrated(mean, by: [.sentiment: 2, .topic: 5]).map(\.values) == [[1, 0], [2, 0]])
    }

    @Test func `Runs of other shapes are refused`() throws {
        let files = [try file("a", [1, 2], shape: [2]), try file("b", [3], shape: [1])]
        #expect(throws: AveragingError.otherShapes(path: files[1].path, first: files[0].path)) {
            try averagedTensors(of: files)
        }
    }
}
