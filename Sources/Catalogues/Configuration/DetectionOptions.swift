public import Domain

/// What is an alert, for the streams that no rule speaks of.
public struct DetectionOptions: Sendable, Equatable {
    /// What a spike must be.
    public var sensitivity = Sensitivity()
    /// Whether a feed that is blind is an alert of its own.
    public var alertsOnBlindSources = false

    /// The defaults.
    public init() {}
}

extension DetectionOptions: Section {
    static let blank = DetectionOptions()

    static let keys: [Key<DetectionOptions>] = [
        key(
            "false_alerts_per_stream_month", \.sensitivity.falseAlertsPerStreamMonth,
            .number(Sensitivity.falseAlertBounds),
            "Alerts by chance that you accept, per stream and month of 30 days."
        ).shown("0.25"),
        key(
            "minimum_stories", \.sensitivity.minimumStories, .whole(Sensitivity.storyBounds),
            """
            Distinct negative stories that a spike needs; one of a topic or the market needs at least five, unless a \
            rule says otherwise.
            """
        ).shown("3"),
        key(
            "minimum_sources", \.sensitivity.minimumSources, .whole(Sensitivity.sourceBounds),
            """
            Distinct owners of feeds that must carry them: 1 suits a handful of feeds; with more, 2 keeps out what \
            only one publisher reports.
            """
        ).suggested("2"),
        key(
            "cooldown", \.sensitivity.cooldown, .duration(Sensitivity.cooldownBounds),
            "Silence of a stream after its alert."
        ).shown("1d"),
        key(
            "learning_period", \.sensitivity.learningPeriod, .duration(Sensitivity.learningBounds),
            "For how long a new history, and a new feed in an old one, only teaches and raises no alert."
        ),
        key(
            "alert_on_blind_sources", \.alertsOnBlindSources, .flag,
            """
            Raises an alert of its own (stream source:ID) when a feed has been blind for half an hour: a wall, an \
            error, or silence that its own rhythm makes improbable.
            """
        ).suggested("true"),
    ]
}
