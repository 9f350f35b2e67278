import Domain
import FoundationEssentials
import TestSupport
import Testing
import Tokenization

@testable import Classification

@Suite struct WeightsFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func bytes() throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: Fixtures.weights))) }

    private func refusal(_ bytes: [UInt8]) throws -> WeightsError? {
        let path = try folder.file("w", bytes)
        do throws(WeightsError) {
            _ = try WeightsFile(path: path)
            return nil
        } catch {
            return error
        }
    }

    @Test func `The shipped file says what it is`() throws {
        let header = try WeightsFile(path: Fixtures.weights).header
        #expect(header.encoder == .miniLM)
        #expect(header.heads.map(\.name) == [.sentiment, .topic, .entity])
        #expect(header.heads[.sentiment]?.labels == ["negative", "neutral", "positive"])
        #expect(header.heads[.entity]?.scope == .entity)
        #expect(header.topics.count == 20)
        #expect(header.heads.allSatisfy { $0.temperature != nil && $0.exitTemperature != nil })
        #expect(header.exit?.layers == 3)
        #expect(header.exit?.thresholds.count == 3)
        #expect(header.risk?.types == RiskType.allCases)
        #expect(header.risk?.layers == [4, 6])
        #expect(header.risk?.exit?.layers == [1, 2, 3])
        #expect(header.training["licences"]?.contains("CC BY-NC-SA 3.0") == true)
        #expect((header.scores["phrasebank.sentiment.accuracy"] ?? 0) > 0.8)
    }

    @Test func `A file that is damaged, cut off, newer or something else is refused in words`() throws {
        let whole = try bytes()
        let path = "\(folder.path)/w"
        var flipped = whole
        flipped[whole.count - 1000] ^= 4
        #expect(try refusal(flipped) == .damaged(path: path))
        #expect(
            try refusal(Array(whole.prefix(whole.count - 1)))
                == .truncated(path: path, expected: whole.count, actual: whole.count - 1))
        var newer = whole
        newer[8] = 9
        #expect(try refusal(newer) == .newerFormat(path: path, version: 9, supported: 4))
        #expect(
            try refusal(Array("something else that is long enough".utf8))
                == .notWeights(path: path, expected: "BELLWTHR"))
        #expect(try refusal(Array(whole.prefix(10))) == .notWeights(path: path, expected: "BELLWTHR"))
        #expect(throws: WeightsError.self) { try WeightsFile(path: "/nowhere.weights") }
    }

    @Test(arguments: [
        (HeadName.sentiment, 1.5, "the reliability of the head sentiment: bin 1 is out of range"),
        ("mood", 0.5, "reliability names the head mood, which the model does not have"),
        (.adverse, 0.5, "reliability names the head adverse, which the model does not have"),
    ])
    func `A reliability that cannot be is refused in words`(
        head: HeadName, observed: Double, reason: String
    ) throws {
        let plain = try WeightsFile(path: try folder.file("w", SmallWeights.encoded(quantized: true)))
        #expect(plain.header.reliability == nil)
        var header = plain.header
        header.reliability = [
            Reliability(head, data: "d", bins: [.init(predicted: 0.5, observed: observed, count: 1)])
        ]
        let bytes = try WeightsFile.encode(header, tensors: plain.storedTensors(), vocabulary: "a\n")
        let path = "\(folder.path)/w"
        #expect(try refusal(bytes) == .badHeader(path: path, reason: reason))
    }

    @Test func `A header with any byte changed is refused`() throws {
        var random = SplitMix64(seed: 3)
        let whole = try bytes()
        for _ in 0..<10 {
            var changed = whole
            changed[Int.random(in: 0..<4096, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            #expect(try refusal(changed) != nil)
        }
    }

    @Test func `Four-bit elements come back as they were stored, and near what they were`() throws {
        var random = SplitMix64(seed: 5)
        let values = random.floats(40 * 96, in: -3...3)
        let header = WeightsHeader(
            name: "t", encoder: .miniLM, poolingWidth: 1, headWidth: 1, heads: [])
        func written(_ tensors: [NamedTensor]) throws -> (bytes: [UInt8], file: WeightsFile) {
            let bytes = try WeightsFile.encode(header, tensors: tensors, vocabulary: "a\n")
            return (bytes, try WeightsFile(path: try folder.file("w", bytes)))
        }
        let tensor = NamedTensor(
            name: TensorName.words, shape: [40, 96], values: values, quantized: true, bits: 4)
        let (bytes, file) = try written([tensor])
        #expect(bytes[8] == 4)
        let stored = file.storedTensors()
        let error = zip(stored[0].values, values).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        // A uniform number's error is a step's square over 12, and a step is a 14th of the range.
        #expect(error / Float(values.count) < 0.02)
        #expect(stored[0].bits == 4)
        #expect(try written(stored).bytes == bytes)
        let plain = try written([NamedTensor(name: "x", shape: [40, 96], values: values)])
        #expect(plain.bytes[8] == 3)
        let packed = try #require(try file.packedMatrix(TensorName.words, shape: [40, 96]))
        #expect(packed.scales.count == 40)
    }

    @Test func `A compact file has its words in four bits, its heads in eight, and its encoder as it was`()
        throws
    {
        let spec = TaggerSpec(labels: TagScheme(types: ["X"]).labels, sharedLayers: 1, layers: 1)
        let whole = try WeightsFile(
            path: try folder.file("whole", SmallWeights.encoded(quantized: true, tagger: spec)))
        let small = try WeightsFile(
            path: try folder.file(
                "small",
                WeightsFile.encode(
                    whole.header, tensors: whole.compactTensors(), vocabulary: whole.vocabulary)))
        let (before, after) = (whole.storedTensors(), small.storedTensors())
        for (old, new) in zip(before, after) where old.name.hasPrefix("encoder.") {
            #expect(old.values == new.values && old.scales == new.scales)
        }
        func bits(_ name: String) -> Int? {
            after.first { $0.name == name }.map { $0.quantized ? $0.bits : 32 }
        }
        #expect(bits(TensorName.words) == 4)
        #expect(bits("tagger.layer.0.intermediate.dense.weight") == 4)
        #expect(bits("tagger.layer.0.output.LayerNorm.weight") == 32)
        #expect(bits("tagger.shapes") == 32)
        #expect(bits("pooling.project.weight") == 8)
        #expect(small.compactTensors().map(\.bits) == after.map(\.bits))
        let classifier = try Classifier(weights: small, threads: 1)
        #expect(classifier.precision == .int8)
        let texts = ["W1 w2 W3"]
        #expect(classifier.names(in: texts, tokenizer: try Tokenizer(small)) != nil)
    }

    @Test func `Quantized rows come back within half a step`() throws {
        var random = SplitMix64(seed: 4)
        let values = random.floats(40 * 384, in: -3...3)
        let header = WeightsHeader(
            name: "t", encoder: .miniLM, poolingWidth: 1, headWidth: 1, heads: [])
        let tensors = [
            NamedTensor(name: "encoder.x", shape: [40, 384], values: values, quantized: true),
            NamedTensor(name: "head.y", shape: [40, 384], values: values),
        ]
        let path = try folder.file("w", try WeightsFile.encode(header, tensors: tensors, vocabulary: "a\n"))
        let file = try WeightsFile(path: path)
        #expect(file.vocabulary == "a\n")
        for tensor in file.quantizedTensors() {
            let largest = zip(tensor.values, values).map { ($0 - $1).magnitude }.max() ?? 9
            #expect(tensor.name == "head.y" ? largest == 0 : largest <= 3 / 127 / 2 + 1e-6)
            #expect(tensor.quantized == (tensor.name == "encoder.x"))
        }
    }
}
