/// What a page for people asks of a history, all of it reading.
public typealias HistoryReader = AlertArchive & AlertBook & EntityRecords & FeedBook & FeedRecords
    & HeadlineBook & QuoteBook
    & RankingBook & ScoreBook & SeriesBook & SilenceBook & Upkeep

/// What people change by a page.
public typealias HistoryAnswers = EntityBook & FeedBook & FeedbackBook & OutboxBook & SilenceBook
