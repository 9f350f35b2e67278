import ArgumentParser
import Catalogues

struct ExampleConfiguration: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "example", abstract: "Print a commented configuration to start from.")

    func run() {
        for line in ExampleFile.yaml.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
            printLine(String(line))
        }
    }
}
