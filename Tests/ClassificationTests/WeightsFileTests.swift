import Classification
import Domain
import FoundationEssentials
import TestSupport
import Testing

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
        #expect(try refusal(newer) == .newerFormat(path: path, version: 9, supported: 3))
        #expect(
            try refusal(Array("something else that is long enough".utf8))
                == .notWeights(path: path, expected: "BELLWTHR"))
        #expect(try refusal(Array(whole.prefix(10))) == .notWeights(path: path, expected: "BELLWTHR"))
        #expect(throws: WeightsError.self) { try WeightsFile(path: "/nowhere.weights") }
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
