import Catalogues
import Classification
import Domain
import FoundationEssentials
import Parsing
import Tokenization

// Feeds bytes to everything that reads input from outside. Built only by `make fuzz`, with
// BELLWETHER_FUZZING set; the target is named by FUZZ_TARGET. What crashes, hangs or leaks is a bug.

private enum Target: String {
    case feed, json, csv, opml, date, weights, tokenizer, catalogue
}

private let target: Target = {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? "feed"
    guard let target = Target(rawValue: name) else { preconditionFailure("unknown FUZZ_TARGET \(name)") }
    return target
}()

private let tokenizer: Tokenizer = {
    let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "##b", "profit", "é", "."]
    guard let vocabulary = try? Vocabulary(text: words.joined(separator: "\n")) else {
        preconditionFailure("the small vocabulary is refused")
    }
    return Tokenizer(vocabulary: vocabulary)
}()

/// libFuzzer's driver, which calls back with bytes until it is stopped or something fails.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@main
private struct Fuzzing {
    static func main() {
        var count = CommandLine.argc
        var arguments = unsafe CommandLine.unsafeArgv
        // Both live until the process ends.
        _ = unsafe runDriver(&count, &arguments) { unsafe fuzz($0, $1) }
    }
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer keeps `count` bytes at `data` until this returns.
    let bytes = unsafe data.map { unsafe Array(UnsafeBufferPointer(start: $0, count: count)) } ?? []
    switch target {
    case .feed: readFeed(bytes)
    case .json: readMapped(bytes)
    case .csv: readQuotes(bytes)
    case .opml: _ = try? parseSubscriptions(bytes)
    case .date: readDate(String(decoding: bytes, as: UTF8.self))
    case .weights: readFile(bytes) { _ = try? WeightsFile(path: $0) }
    case .tokenizer:
        let batch = tokenizer.tokenize([String(decoding: bytes, as: UTF8.self)])
        precondition(batch.count == 1)
    case .catalogue: readFile(bytes) { _ = try? Catalogue.read($0) }
    }
    return 0
}

private func readFeed(_ bytes: [UInt8]) {
    guard let feed = try? parseFeed(bytes, url: "https://example.com/feed", contentType: nil) else { return }
    for entry in feed.entries {
        precondition(entry.title?.isEmpty != true, "an empty title is none")
        guard (try? jsonLine(entry)) != nil else { preconditionFailure("an entry cannot be written") }
    }
}

private func readDate(_ text: String) {
    guard let instant = parseDate(text) else { return }
    let year = CivilTime(instant).year
    precondition((0...10_000).contains(year), "the year \(year) of \(text)")
}

private func document(_ bytes: [UInt8]) -> FeedDocument {
    FeedDocument(bytes, url: "https://f.example/", receivedAt: Instant(seconds: 1_795_426_200))
}

private func readMapped(_ bytes: [UInt8]) {
    var feed = Feed(id: "f", title: "F", url: "https://f.example/", kind: .news, interval: .seconds(60))
    var mapping = EntryMapping(title: "title")
    mapping.rows = "rows"
    mapping.published = "at"
    mapping.categories = "tags"
    feed.entries = mapping
    feed.errorPaths = ["error"]
    feed.pages = PageMapping(next: "next", parameter: "page", maximumPages: 3)
    _ = try? parseNews(document(bytes), of: feed)
}

private func readQuotes(_ bytes: [UInt8]) {
    var mapping = QuoteMapping(symbolField: "symbol", price: "price", time: "time", currency: "USD")
    mapping.zone = .newYork
    let feed = Feed(
        id: "f", title: "F", url: "https://f.example/", kind: .csv, interval: .seconds(60), quotes: mapping)
    for quote in (try? parseQuotes(document(bytes), of: feed)) ?? [] {
        precondition(quote.price > 0 && quote.price.isFinite)
    }
}

private func readFile(_ bytes: [UInt8], _ read: (String) -> Void) {
    // FoundationEssentials loses a page of memory on each empty file that it reads.
    guard !bytes.isEmpty else { return }
    let path = "/dev/shm/bellwether-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else { return }
    read(path)
}
