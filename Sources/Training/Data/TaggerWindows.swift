import Classification
import Domain

// Each epoch cuts the documents anew: some sentences stand alone, as headlines do, the others come with those
// around them; and some are written in another case.

/// Sentences that are learned together: a text and the tag of each word.
struct TaggerExample: Sendable {
    let text: TagText
    let tags: [Int]
    let tokens: Int
}

/// Documents to learn tags from.
struct TaggerCorpus: Sendable {
    struct Sentence: Sendable {
        let words: [String]
        let tags: [Int]
        let tokens: Int
    }

    let documents: [[Sentence]]

    /// All documents as examples, cut and written by chance.
    func examples(_ settings: TaggerSettings, _ random: inout SplitMix64) -> [TaggerExample] {
        documents.flatMap { document in
            var examples: [TaggerExample] = []
            var run: [Sentence] = []
            func end() {
                if !run.isEmpty { examples.append(example(run, settings, &random)) }
                run = []
            }
            var room = settings.window
            for sentence in document {
                let isAlone = random.uniform() < settings.alone
                if isAlone || sentence.tokens > room {
                    end()
                    // Windows of all lengths, so that none is expected.
                    room = settings.window / 4 + Int(random.uniform() * Float(settings.window * 3 / 4))
                }
                run.append(sentence)
                room -= sentence.tokens
                if isAlone {
                    end()
                    room = settings.window
                }
            }
            end()
            return examples
        }
    }

    private func example(
        _ sentences: [Sentence], _ settings: TaggerSettings, _ random: inout SplitMix64
    ) -> TaggerExample {
        let written = sentences.map { sentence -> [String] in
            guard random.uniform() < settings.recased,
                let way = Recasing.allCases.randomElement(using: &random)
            else { return sentence.words }
            return way.written(sentence.words)
        }
        return TaggerExample(
            text: TagText(sentences: sentences.map(\.words), written: written),
            tags: sentences.flatMap(\.tags), tokens: sentences.reduce(2) { $0 + $1.tokens })
    }
}
