/// The templates, by the names under which they include each other.
enum Templates {
    static let all: [(name: String, bytes: [UInt8])] = [
        ("layout", PackageResources.layout_mustache), ("alert-rows", PackageResources.alert_rows_mustache),
        ("headline-rows", PackageResources.headline_rows_mustache),
        ("numbers", PackageResources.numbers_mustache), ("spans", PackageResources.spans_mustache),
        ("choices", PackageResources.choices_mustache), ("form", PackageResources.form_mustache),
        ("overview", PackageResources.overview_mustache), ("alerts", PackageResources.alerts_mustache),
        ("alert", PackageResources.alert_mustache), ("streams", PackageResources.streams_mustache),
        ("stream", PackageResources.stream_mustache), ("headlines", PackageResources.headlines_mustache),
        ("sources", PackageResources.sources_mustache), ("source", PackageResources.source_mustache),
        ("silences", PackageResources.silences_mustache), ("entities", PackageResources.entities_mustache),
        ("rules", PackageResources.rules_mustache),
        ("rule", PackageResources.rule_mustache), ("model", PackageResources.model_mustache),
        ("themes", PackageResources.themes_mustache), ("theme-rows", PackageResources.theme_rows_mustache),
        ("login", PackageResources.login_mustache), ("failure", PackageResources.failure_mustache),
    ]
}
