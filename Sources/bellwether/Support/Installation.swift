public import ArgumentParser
import Catalogues
public import Classification
import Domain
import FoundationEssentials

/// Where the program finds its files: next to an installed binary, or in the tree that it was built in.
enum Installation {
    /// A file or folder of the program, by its path in the source tree.
    ///
    /// Searched in `share/bellwether` next to the binary's folder, then in the folders above the binary.
    static func find(_ name: String) -> (path: String?, searched: [String]) {
        let binary = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/"
        var folder = parent(of: binary)
        var searched = [parent(of: folder) + "/share/bellwether/" + name]
        while folder != "" {
            searched.append(folder + "/" + name)
            folder = parent(of: folder)
        }
        return (searched.first { FileManager.default.fileExists(atPath: $0) }, searched)
    }

    /// The weights: those named, those in `$BELLWETHER_WEIGHTS`, or those that ship.
    static func weights(_ named: String?) throws -> WeightsFile {
        if let path = named ?? ProcessInfo.processInfo.environment["BELLWETHER_WEIGHTS"] {
            return try WeightsFile(path: path)
        }
        let (path, searched) = find("weights/bellwether.weights")
        guard let path else { throw WeightsError.notFound(searched: Array(searched.prefix(2))) }
        return try WeightsFile(path: path)
    }

    /// The entities of a catalogue: of the one named, or of those that ship.
    static func entities(_ named: String?) throws -> [Entity] {
        if let named { return try Catalogue.read(named).entities }
        let paths = ["us-companies", "world-companies"].compactMap { find("feeds/\($0).yaml").path }
        return try Catalogue.read(paths).entities
    }

    private static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }
}

extension Configuration {
    /// The catalogues of the configuration, after checking its rules against them and the topics of the
    /// weights.
    ///
    /// - Parameters:
    ///   - secrets: Whether the secrets of the feeds must be there, or are only named.
    ///   - hint: Called with what is valid, but old or probably not meant.
    func catalogue(
        for weights: WeightsFile, secrets: SecretUse = .named, hint: (Mistake) -> Void = { _ in }
    ) throws -> Catalogue {
        let catalogue = try Catalogue.read(catalogues, secrets: secrets, hint: hint)
        try checkRules(against: catalogue, topics: weights.header.topics, hint: hint)
        return catalogue
    }
}

extension Precision: ExpressibleByArgument {}
