/// A whole history.
///
/// Those who ask for less name the protocols they need.
public typealias HistoryStore = AlertArchive & AlertBook & DetectorStates & EntityBook & EntityRecords
    & FeedBook & FeedRecords
    & FeedbackBook
    & HeadlineBook & ItemBook & Ledger & OutboxBook & QuoteBook & RankingBook & ScoreBook & SeriesBook
    & SilenceBook & Upkeep
