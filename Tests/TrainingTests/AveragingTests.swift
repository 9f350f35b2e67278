import Classification
import Domain
import TestSupport
import Testing

@testable import Training

@Suite struct AveragingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func file(_ name: String, _ values: [Float], shape: [Int]) throws -> WeightsFile {
        let header = WeightsHeader(
            name: "t", encoder: TrainerTests.shape, poolingWidth: 1, headWidth: 1, heads: [])
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
