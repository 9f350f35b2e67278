import Catalogues
import Classification
import Domain
import FoundationEssentials
import Glibc
import Mentions
import Replay
import Tokenization

/// Which companies are found that no catalogue lists, on dated headlines, and how many of them are companies.
///
/// Runs in the root of the repository. The mentions that are judged are those of names with a stream, as the
/// daemon would give them. `Benchmarks/discovered-entities.tsv` has judgments by hand of such, by a hash
/// of the headline: whether the name is a company's, and whether the symbol is that of the company.
enum DiscoveryBenchmark {
    private static let weights = "weights/bellwether.weights"
    private static let catalogues = ["feeds/us-companies.yaml", "feeds/world-companies.yaml"]
    private static let judgments = "Benchmarks/discovered-entities.tsv"
    private static let batch = 256

    /// A mention of a name with a stream.
    private struct Found {
        let key: String
        let name: String
        let symbol: String
        let text: String
    }

    /// - Parameters:
    ///   - listings: A list of securities that names are linked to.
    ///   - sample: How many random mentions are printed instead of the figures, to be judged.
    static func run(headlines path: String, listings: String?, sample: Int?, seed: UInt64) async throws {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
        let headlines = try HeadlineFile(lines: lines).headlines.sorted { $0.at < $1.at }
        var discovery = Discovery(listed: try listed(listings))
        let start = ContinuousClock.now
        let found = try await found(in: headlines, &discovery)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        if let sample {
            var random = SplitMix64(seed: seed)
            for mention in found.shuffled(using: &random).prefix(sample) {
                print("\(mention.key)\t\(mention.name)\t\(mention.symbol)\t\(mention.text)")
            }
            return
        }
        let watched = discovery.names.values.count { $0.symbol != nil }
        print(
            "\(headlines.count) headlines in \(Int(seconds.rounded())) s: \(discovery.names.count) names, \(watched) with a stream, \(found.count) mentions"
        )
        try judge(found)
    }

    private static func listed(_ path: String?) throws -> ListedNames {
        guard let path else { return ListedNames([]) }
        let list = try ListingFile(Array(Data(contentsOf: URL(filePath: path))), path: path)
        let tokenizer = try Tokenizer(WeightsFile(path: weights))
        return ListedNames(
            list.listings, preferring: Set(try Catalogue.read(catalogues).entities.map(\.symbol)),
            isCommon: tokenizer.isCommon)
    }

    private static func found(
        in headlines: [DatedHeadline], _ discovery: inout Discovery
    ) async throws -> [Found] {
        let file = try WeightsFile(path: weights)
        let gazetteer = Gazetteer(try Catalogue.read(catalogues).entities)
        let assessor = try TitleAssessor(
            weights: file,
            classifier: try Classifier(
                weights: file, threads: ProcessInfo.processInfo.activeProcessorCount, precision: nil),
            finder: gazetteer, reader: CompanyReader(beside: gazetteer))
        var found: [Found] = []
        for start in stride(from: 0, to: headlines.count, by: batch) {
            let batch = headlines[start..<min(start + batch, headlines.count)]
            for (headline, text) in zip(batch, await assessor.assess(batch.map(\.text))) {
                let outcome = discovery.observe([headline.item(text)], now: headline.at) { $0.feed }
                discovery.adopt(outcome)
                let listed = Set(text.entities.compactMap(\.symbol))
                for entity in outcome.items[0].entities {
                    guard let symbol = entity.symbol, !listed.contains(symbol) else { continue }
                    let key = String(fingerprint(headline.text.utf8), radix: 16)
                    found.append(Found(key: key, name: entity.name, symbol: symbol, text: headline.text))
                }
            }
        }
        return found
    }

    /// Prints how many of the judged mentions that are still found are companies, and go by the right symbol.
    private static func judge(_ found: [Found]) throws {
        guard let text = try? String(contentsOfFile: judgments, encoding: .utf8) else { return }
        var judged: [String: (isCompany: Bool, isLinkRight: Bool?)] = [:]
        for line in text.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count >= 4 else { continue }
            judged["\(fields[0]) \(fields[1])"] = (
                fields[2] == "1", fields[3].isEmpty ? nil : fields[3] == "1"
            )
        }
        let known = found.compactMap { judged["\($0.key) \($0.name)"] }
        let links = known.compactMap(\.isLinkRight)
        print(
            "\(known.count) of \(judged.count) judged mentions are found: \(known.count(where: \.isCompany)) are companies; \(links.count) are linked, \(links.count { $0 }) to the right symbol"
        )
    }
}

extension DatedHeadline {
    /// The headline as an item of its own story.
    fileprivate func item(_ assessed: TextAssessment) -> AssessedItem {
        let hash = fingerprint(text.utf8)
        let item = Item(
            feed: source, key: "hash:\(hash)", story: StoryID(Int64(bitPattern: hash)),
            fingerprint: Int64(bitPattern: hash), isFirstOfStory: true, title: text, link: nil, summary: nil,
            author: nil, language: nil, eventTime: at, published: nil, fetchedAt: at, isBacklog: false)
        return AssessedItem(item: item, text: assessed)
    }
}
