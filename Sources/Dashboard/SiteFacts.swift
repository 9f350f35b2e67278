public import Domain

/// What pages say of the program and its configuration, which the history does not know.
public struct SiteFacts: Sendable {
    /// The program's version.
    public var version: String
    /// The name of the weights that score; nil where none are loaded.
    public var model: String?
    /// What was measured of the model.
    public var measures = ModelMeasures()
    /// The rules, in their order.
    public var rules: [WatchRule] = []
    /// What an alert needs where no rule says otherwise.
    public var sensitivity = Sensitivity()
    /// Items that were scored since the daemon started, and those of them that left the model early; nil
    /// without a daemon.
    public var earlyExits: (@Sendable () -> (early: Int, all: Int))?
    /// Fires a rule on the stored history of some time; nil where that is not possible.
    public var replay: (@Sendable (_ rule: String, _ span: Range<Instant>) async throws -> [Alert])?

    /// How many alerts a month the settings would have told of in the weeks before a time; nil where that is
    /// not possible, and within it where the history is too short to say.
    public var monthlyAlerts: (@Sendable (_ now: Instant) async throws -> MonthlyAlerts?)?

    /// Facts without a model or rules.
    public init(version: String) { self.version = version }
}
