import Classification
import Domain
import Training

extension WeightsFile {
    /// Writes what was measured of its heads into the file, whose tensors stay bit by bit as they are.
    func record(_ measured: [Reliability]) throws {
        var draft = WeightsDraft(header, tensors: storedTensors(), vocabulary: vocabulary, path: path)
        draft.header.record(measured)
        try draft.write()
        for one in measured {
            printError(
                "\(one.head): expected calibration error \(one.error.percent) over \(counted(one.count, "prediction")) on \(one.data)"
            )
        }
        printError("wrote \(path)")
    }
}
