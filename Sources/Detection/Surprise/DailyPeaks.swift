/// The highest scores of a stream on one day.
struct DailyPeaks: Sendable, Equatable, Codable {
    /// Days since 1970.
    var day: Int32
    var surge: Float = 0
    var share: Float = 0

    /// Takes in the scores of one look, if there were any.
    mutating func raise(surge: Double?, share: Double?) {
        if let surge { self.surge = max(self.surge, Float(surge)) }
        if let share { self.share = max(self.share, Float(share)) }
    }
}
