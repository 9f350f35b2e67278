public import Alerting
public import Deduplication
public import History
public import SQLiteHistory

#if POSTGRES
    public import PostgresHistory
#endif

/// What the pipeline asks of the history.
public typealias PipelineHistory = AlertBook & EntityBook & FeedBook & KnownStories & Ledger & QuoteBook
    & RankingBook

// The rooms that declare these protocols know no store, and the stores do not know them.
extension SQLiteHistory: KnownEntries, KnownStories {}
extension SQLiteHistory: Outbox {}

#if POSTGRES
    extension PostgresHistory: KnownEntries, KnownStories {}
    extension PostgresHistory: Outbox {}
#endif
