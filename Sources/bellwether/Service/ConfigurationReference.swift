import ArgumentParser
import Catalogues
import FoundationEssentials

struct ConfigurationReference: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Print all keys of configurations, catalogues and rule tests as Markdown tables.")

    @Option(help: "Write the tables into this page instead, between the lines that mark their place.")
    var into: String?

    func run() async throws {
        try await Failure.reported {
            guard let into else {
                for line in KeyReference.markdown.split(separator: "\n", omittingEmptySubsequences: false) {
                    printLine(String(line))
                }
                return
            }
            let page = String(decoding: try readInput(into), as: UTF8.self)
            guard let updated = KeyReference.updated(page) else {
                throw Failure.badData(
                    "\(into) has no lines \(KeyReference.markers.0) and \(KeyReference.markers.1)")
            }
            do {
                try Data(updated.utf8).write(to: URL(filePath: into), options: .atomic)
            } catch {
                throw Failure.io("cannot write \(into): \(error)")
            }
        }
    }
}
