/// What is shown at an address, before it is written.
///
/// What only one format shows is made when that is written: HTML draws charts, and has no use for tables.
struct Page {
    /// The title, without the name of the program.
    let title: String
    /// The name of the template.
    let template: String
    /// Which entry of the navigation it belongs to; empty for a page beside them, which has no tables.
    let section: String
    /// What the template shows, by name.
    let content: () -> [String: Any]
    /// The same as tables, the most important first; JSON has them all, CSV the first or the one that
    /// the parameter `table` names.
    let tables: () -> [Table]
    /// The HTTP status.
    var status = 200

    /// A page in its own template.
    init(
        _ title: String, template: String, section: String = "",
        content: @autoclosure @escaping () -> [String: Any], tables: @autoclosure @escaping () -> [Table] = []
    ) {
        self.title = title
        self.template = template
        self.section = section
        self.content = content
        self.tables = tables
    }
}
