/// A whole history.
///
/// Those who ask for less name the protocols they need.
public typealias HistoryStore = AlertBook & DetectorStates & FeedBook & FeedbackBook & ItemBook & Ledger
    & OutboxBook & QuoteBook & RankingBook & SilenceBook & Upkeep
