import Classification
import Domain
import Kernels
import TestSupport
import Testing
import Tokenization

/// What the reference implementation says of one sentence; made by Tests/Fixtures/encoder/make_reference.py.
private struct Reference {
    let tokens: Int
    let sumOfSquares: Float
    let values: [(place: Int, value: Float)]

    static func all() throws -> [(sentence: String, reference: Reference)] {
        let sentences = try Fixtures.text("encoder/sentences.txt").split(
            separator: "\n", omittingEmptySubsequences: false)
        return zip(sentences, try Fixtures.table("encoder/reference.tsv")).map { sentence, row in
            let values = row.dropFirst(2).compactMap { pair -> (place: Int, value: Float)? in
                let sides = pair.split(separator: ":")
                guard let place = Int(sides[0]), let value = Float(sides[1]) else { return nil }
                return (place, value)
            }
            return (
                String(sentence),
                Reference(tokens: Int(row[0]) ?? -1, sumOfSquares: Float(row[1]) ?? -1, values: values)
            )
        }
    }
}

@Suite(.serialized) struct ReferenceEncoderTests {
    let tokenizer: Tokenizer
    let weights: WeightsFile

    init() throws {
        weights = try WeightsFile(path: Fixtures.weights)
        tokenizer = Tokenizer(vocabulary: try Vocabulary(text: weights.vocabulary))
    }

    /// The largest difference between our hidden states and the reference's.
    private func largestDifference(_ encoder: ReferenceEncoder) throws -> Float {
        var largest: Float = 0
        for (sentence, reference) in try Reference.all() {
            let batch = tokenizer.tokenize([sentence])
            #expect(batch.ids.count == reference.tokens)
            let hidden = encoder.hiddenStates(of: batch, texts: 0..<1)
            let square = unsafe kernels_dot(hidden.values, hidden.values, hidden.values.count)
            #expect(
                (square - reference.sumOfSquares).magnitude < 1e-4 * reference.sumOfSquares,
                "\(sentence)")
            for (place, value) in reference.values {
                largest = max(largest, (hidden.values[place] - value).magnitude)
            }
        }
        return largest
    }

    @Test(.enabled(if: Fixtures.encoder != nil, "make encoder fetches the base encoder"))
    func `The base encoder's hidden states are those of the reference within 1e-4`() throws {
        let base = try Safetensors(path: try #require(Fixtures.encoder))
        let encoder = try ReferenceEncoder(safetensors: base, shape: .miniLM)
        #expect(try Reference.all().count >= 200)
        #expect(try largestDifference(encoder) < 1e-4)
    }

    @Test(.enabled(if: Fixtures.encoder != nil, "make encoder fetches the base encoder"))
    func `Every instruction set is within 1e-4 of the reference`() throws {
        let best = kernels_level()
        defer { kernels_set_level(best) }
        for level in [KERNELS_PORTABLE, KERNELS_AVX2] {
            guard kernels_set_level(level) == level else { continue }
            let encoder = try ReferenceEncoder(
                safetensors: try Safetensors(path: try #require(Fixtures.encoder)), shape: .miniLM)
            #expect(try largestDifference(encoder) < 1e-4)
        }
    }
}
