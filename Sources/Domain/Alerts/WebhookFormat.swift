/// What a sink that alerts are posted to expects; the raw value is its kind in the configuration.
public enum WebhookFormat: String, Sendable, CaseIterable {
    /// The alert as it is in the log.
    case webhook
    case slack, teams, discord, ntfy, pagerduty, alertmanager
}
