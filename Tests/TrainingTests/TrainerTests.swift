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
            heads: corpus.heads)
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

    /// Corpora of two more heads: how urgent a text is, and whether an entity is up or down.
    private static let formats =
        CorpusFormat.known + [
            CorpusFormat(
                "alarms", teaches: "urgency", labels: ["low", "high"], rows: .label(column: "urgency")),
            CorpusFormat(
                "moves", teaches: "move", labels: nil, rows: .entityLabel(entity: "who", label: "move")),
        ]

    @Test func `A head of another name is learned, written, scored and evaluated like the others`() throws {
        var alarms = "text\turgency\n"
        var moves = "text\twho\tmove\n"
        for number in 0..<60 {
            alarms += "\(["oil", "bank"][number % 2]) \(number) meets acme\t\(["low", "high"][number % 2])\n"
            moves +=
                "bell falls acme rises \(number)\tBell\tdown\nbell falls acme rises \(number)\tAcme\tup\n"
        }
        _ = try folder.file("alarms.tsv", Array(alarms.utf8))
        _ = try folder.file("moves.tsv", Array(moves.utf8))
        let corpus = try Corpus(
            folder: folder.path, names: Self.formats.map(\.name), formats: Self.formats)
        let tokenizer = Tokenizer(vocabulary: try Vocabulary(tokens: Self.words))
        let trained = try Trainer(
            tokenizer: tokenizer, shape: Self.shape, settings: Self.settings { $0.epochs = 12 }
        ).train(corpus, base: try Safetensors(path: "\(folder.path)/base.safetensors")) { _ in }
        #expect(Set(trained.temperatures.keys) == [.sentiment, .topic, .entity, "urgency", "move"])
        let draft = WeightsDraft(
            Self.header(corpus, Self.shape), tensors: trained.tensors(),
            vocabulary: Self.words.joined(separator: "\n") + "\n", path: try folder.file("weights"))
        let classifier = try Classifier(weights: try draft.write(), threads: 1)
        for (name, head, evaluation) in evaluate(classifier, tokenizer: tokenizer, corpus: corpus) {
            #expect(evaluation.accuracy > 0.85, "\(name).\(head)")
        }
        let batch = tokenizer.tokenize(["bank 7 meets acme", "bell falls acme rises 3"])
        let assessed = classifier.assess(batch, entities: [[], [0..<1, 2..<3]])
        #expect(assessed[0]["urgency"]?.label == "high")
        #expect(assessed[1].entityAnswers.map { $0["move"]?.label } == ["down", "up"])
    }

    @Test func `Own labels are reported beside corpora, and topics are evaluated without tags`() throws {
        var topics = "text\ttopic\n"
        var own = "text\tsentiment\tentity\tentity_sentiment\n"
        for number in 0..<60 {
            topics +=
                "$\(["oil", "bank"][number % 2]) meets \(number) bell\t\(["energy", "banks"][number % 2])\n"
            let (verb, sentiment) = [("falls", "negative"), ("rises", "positive")][number % 2]
            // Words of their own, so that they are not of one story; the model knows none of them.
            own += "bell \(verb) w\(number)x w\(number)y w\(number)z\t\(sentiment)\tBell\t\(sentiment)\n"
        }
        _ = try folder.file("tweets_topic.tsv", Array(topics.utf8))
        let labels = try LabelFile(path: try folder.file("own.tsv", Array(own.utf8)))
        let corpus = try Corpus(folder: folder.path, names: ["tweets_topic"], labels: [labels])
        let tokenizer = Tokenizer(vocabulary: try Vocabulary(tokens: Self.words))
        let trained = try Trainer(
            tokenizer: tokenizer, shape: Self.shape, settings: Self.settings { $0.epochs = 2 }
        ).train(corpus, base: try Safetensors(path: "\(folder.path)/base.safetensors")) { _ in }
        #expect(trained.curve[0].accuracy.keys.sorted() == ["tweets_topic.topic"])
        let draft = WeightsDraft(
            Self.header(corpus, Self.shape), tensors: trained.tensors(),
            vocabulary: Self.words.joined(separator: "\n") + "\n", path: try folder.file("weights"))
        let classifier = try Classifier(weights: try draft.write(), threads: 1)
        let scores = evaluate(classifier, tokenizer: tokenizer, corpus: corpus)
        #expect(
            scores.map { "\($0.corpus).\($0.head)" } == ["tweets_topic.topic", "own.sentiment", "own.entity"])
        #expect(scores.allSatisfy { $0.evaluation.count > 0 })
        let signs = evaluateTopics(classifier, tokenizer: tokenizer, corpus: corpus, without: .signs)
        let tags = evaluateTopics(classifier, tokenizer: tokenizer, corpus: corpus, without: .tags)
        #expect(signs.map(\.corpus) == ["tweets_topic"] && tags.map(\.corpus) == ["tweets_topic"])
        #expect(signs.first?.evaluation.count == scores.first?.evaluation.count)
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
            headWidth: 6, heads: try Corpus(folder: folder.path).heads, random: &random)
        #expect(trained.parameters.encoder == base.encoder)
        #expect(trained.parameters.heads != base.heads)
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
        #expect(Set(found.keys) == [.sentiment, .entity])
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
        for (name, head, evaluation) in evaluate(classifier, tokenizer: tokenizer, corpus: corpus) {
            #expect(evaluation.accuracy == best.accuracy["\(name).\(head)"])
        }
        let quantized = try folder.file(
            "int8", try WeightsFile.encode(header, tensors: file.quantizedTensors(), vocabulary: vocabulary))
        let small = try Classifier(weights: try WeightsFile(path: quantized), threads: 1)
        let text = tokenizer.tokenize(["acme falls bell rises"])
        let (a, b) = (classifier.assess(text)[0].sentiment, small.assess(text)[0].sentiment)
        #expect((a.negative - b.negative).magnitude < 0.05)
    }
}
