public import Domain

/// Reads a document as its feed's catalogue describes it: news or prices, and no fewer than it says.
///
/// - Throws: `ParseError` when the body is not what the catalogue says.
public func parseContents(_ document: FeedDocument, of feed: Feed) throws(ParseError)
    -> FeedContents
{
    var contents =
        feed.kind == .news
        ? try parseNews(document, of: feed) : FeedContents(quotes: try parseQuotes(document, of: feed))
    let minimum = feed.expectation.minimumEntries
    guard contents.count >= minimum else { throw .tooFew(contents.count, minimum: minimum) }
    if let zone = feed.zone {
        for index in contents.entries.indices {
            contents.entries[index].published = contents.entries[index].published?.resolved(in: zone)
            contents.entries[index].updated = contents.entries[index].updated?.resolved(in: zone)
        }
    }
    return contents
}
