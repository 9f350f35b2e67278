/// The style sheet of all charts: what the page's own sheet takes over.
public enum ChartStyle {
    /// Rules for the classes of the charts, which name colors only as custom properties.
    public static let rules = String(decoding: PackageResources.charts_css, as: UTF8.self)
    /// The custom properties, for light and for dark pages; a page may set its own in their place.
    public static let palette = String(decoding: PackageResources.palette_css, as: UTF8.self)
}
