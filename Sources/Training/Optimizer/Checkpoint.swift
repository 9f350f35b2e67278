import Classification
import FoundationEssentials

// A run between two epochs, on disk:
//
//   0   8 bytes  "BELLCKPT"
//   8   u64      length of the header in bytes
//   16  header   JSON: settings, texts, epochs, steps, scores
//   …   fp32     little endian, in the order of the parameters' visit: the model, its average, the best
//   model, the
//                optimizer's two moments; average and best hold no word vectors where those do not learn
//
// It is written beside its name and renamed into place, so that a full disk leaves the last one whole.

/// Why a checkpoint cannot be used.
public enum CheckpointError: Error, Equatable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)
    case damaged(path: String)
    case ofAnotherRun(path: String)

    /// What is wrong with the file, and what to do.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "cannot read the checkpoint \(path): \(reason)"
        case .unwritable(let path, let reason):
            "cannot write the checkpoint \(path): \(reason). The one before it is whole; make room and resume"
        case .damaged(let path): "the checkpoint \(path) is damaged; remove it to start again"
        case .ofAnotherRun(let path):
            "the checkpoint \(path) is of a run with other settings or corpora; remove it to start again"
        }
    }
}

struct Checkpoint {
    private static let magic = Array("BELLCKPT".utf8)

    /// What the arrays belong to.
    private struct Header: Codable {
        let settings: TrainingSettings
        /// A fingerprint of the training texts.
        let texts: UInt64
        let epochs: Int
        let tokens: Int
        let steps: Int
        let best: EpochScores?
        let curve: [EpochScores]
        let hasAverage: Bool
        /// Lengths of the arrays of a moment.
        let moments: [Int]
    }

    let path: String

    /// Writes the state of a run.
    func write(_ state: TrainingState, settings: TrainingSettings, texts: UInt64) throws(CheckpointError) {
        let header = Header(
            settings: settings, texts: texts, epochs: state.epochs, tokens: state.tokens,
            steps: state.adam.steps,
            best: state.best?.scores, curve: state.curve, hasAverage: state.average != nil,
            moments: state.adam.means.map(\.count))
        do {
            let json = try JSONEncoder().encode(header)
            var data = Data(Self.magic)
            data += (0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) }
            data += json
            let sets = [state.model, state.average, state.best?.model].compactMap(\.self)
            for set in sets { set.forEachArray { data.append(floats: $0) } }
            for moments in [state.adam.means, state.adam.variances] {
                for moment in moments { data.append(floats: moment) }
            }
            try data.write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw .unwritable(path: path, reason: "\(error)")
        }
    }

    /// Reads a state back into `state`, which has the shapes; false when there is no checkpoint.
    func read(
        into state: inout TrainingState, settings: TrainingSettings, texts: UInt64
    ) throws(CheckpointError) -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return false }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
        guard data.count >= 16, data.prefix(8).elementsEqual(Self.magic) else { throw .damaged(path: path) }
        let length = data[8..<16].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(data.count - 16),
            let header = try? JSONDecoder().decode(Header.self, from: data[16..<16 + Int(length)])
        else { throw .damaged(path: path) }
        guard header.settings.sameRun(as: settings), header.texts == texts,
            header.hasAverage == (state.average != nil)
        else { throw .ofAnotherRun(path: path) }
        var reader = FloatReader(data: data, position: 16 + Int(length))
        guard reader.fill(&state, header.best, moments: header.moments) else { throw .damaged(path: path) }
        state.epochs = header.epochs
        state.tokens = header.tokens
        state.adam.steps = header.steps
        state.curve = header.curve
        return true
    }
}

/// Reads arrays of fp32 off a file's bytes.
private struct FloatReader {
    let data: Data
    var position: Int

    /// False when the bytes are too few or too many.
    mutating func fill(_ state: inout TrainingState, _ best: EpochScores?, moments: [Int]) -> Bool {
        guard fill(&state.model) else { return false }
        if var average = state.average {
            guard fill(&average) else { return false }
            state.average = average
        }
        if let best {
            var model = state.average ?? state.model
            guard fill(&model) else { return false }
            state.best = (model, best)
        }
        guard moments.allSatisfy({ $0 >= 0 }), let means = read(moments), let variances = read(moments) else {
            return false
        }
        state.adam.means = means
        state.adam.variances = variances
        return position == data.count
    }

    private mutating func fill(_ parameters: inout ModelParameters) -> Bool {
        var isWhole = true
        parameters.forEach(with: parameters) { _, values, _ in
            guard isWhole, let read = read([values.count]) else { return isWhole = false }
            values = read[0]
        }
        return isWhole
    }

    private mutating func read(_ lengths: [Int]) -> [[Float]]? {
        var arrays: [[Float]] = []
        for length in lengths {
            guard length <= (data.count - position) / 4 else { return nil }
            // All empty arrays share one storage, whose count an initializer would write.
            guard length > 0 else {
                arrays.append([])
                continue
            }
            // The range is inside the data, and is 4 bytes a number.
            arrays.append(
                unsafe [Float](unsafeUninitializedCapacity: length) { out, count in
                    unsafe data[position..<position + 4 * length].copyBytes(
                        to: UnsafeMutableRawBufferPointer(out))
                    count = length
                })
            position += 4 * length
        }
        return arrays
    }
}

extension Data {
    /// The numbers' bytes; every platform of ours is little endian.
    fileprivate mutating func append(floats: [Float]) {
        unsafe floats.withUnsafeBytes { unsafe append(contentsOf: $0) }
    }
}

extension TrainingSettings {
    /// Whether a run with these settings comes to the same weights as one with the others.
    fileprivate func sameRun(as other: TrainingSettings) -> Bool {
        var (a, b) = (self, other)
        a.threads = 1
        b.threads = 1
        return a == b
    }
}
