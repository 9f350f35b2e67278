import FoundationEssentials

/// What the file system says of a path at the moment.
enum PathCheck {
    static func isFolder(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.type] as? FileAttributeType == .typeDirectory
    }

    /// The folder of a file, if it is not there.
    static func missingFolder(of path: String) -> String? {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        return folder.isEmpty || isFolder(folder) ? nil : folder
    }

    static func isProgram(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }
}
