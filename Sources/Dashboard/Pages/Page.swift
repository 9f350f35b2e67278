/// What is shown at an address, before it is written.
struct Page {
    /// The title, without the name of the program.
    let title: String
    /// The name of the template.
    let template: String
    /// What the template shows, by name.
    var content: [String: Any]
    /// The same as tables, the most important first; JSON has them all, CSV only the first.
    var tables: [Table]
    /// The HTTP status.
    var status = 200
    /// Which entry of the navigation it belongs to.
    var section = ""

    /// A page in its own template.
    init(_ title: String, template: String, section: String, content: [String: Any], tables: [Table]) {
        self.title = title
        self.template = template
        self.section = section
        self.content = content
        self.tables = tables
    }
}
