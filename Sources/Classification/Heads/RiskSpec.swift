public import Domain

/// A risk head as the header of a file of weights describes it.
public struct RiskSpec: Sendable, Equatable, Codable {
    /// A judge of its own over the layer after which confident texts leave.
    public struct Exit: Sendable, Equatable, Codable {
        /// The layers whose states it judges; none beyond the exit.
        public let layers: [Int]
        /// Width of its hidden layer.
        public let width: Int
        /// Below this probability of an adverse event its word is final.
        public let settled: Float

        /// A judge at the exit.
        public init(layers: [Int], width: Int, settled: Float) {
            self.layers = layers
            self.width = width
            self.settled = settled
        }
    }

    /// The types of events, in the order of its outputs after that for an event of any type.
    public let types: [RiskType]
    /// The layers, counted from 1, whose mean states it judges; beyond the exit, if there is one.
    public let layers: [Int]
    /// Width of its hidden layer.
    public let width: Int
    /// Judges texts that may leave early; nil for weights without an exit.
    public let exit: Exit?
    /// Width of the hidden layer of the judge that says which entity suffers; nil where all that a text names
    /// do.
    public let sufferer: Int?

    /// A risk head.
    public init(
        types: [RiskType] = RiskType.allCases, layers: [Int], width: Int, exit: Exit? = nil,
        sufferer: Int? = nil
    ) {
        self.types = types
        self.layers = layers
        self.width = width
        self.exit = exit
        self.sufferer = sufferer
    }

    /// Why an encoder with such an exit cannot have the head; nil when it can.
    package func problem(encoderLayers: Int, exitLayers: Int?) -> String? {
        let widths = 1...1 << 16
        let bounds = (exitLayers ?? 0) + 1...max(encoderLayers, (exitLayers ?? 0) + 1)
        guard !types.isEmpty, Set(types).count == types.count else { return "the types of the risk head" }
        guard widths.contains(width), !layers.isEmpty, layers.allSatisfy(bounds.contains),
            Set(layers).count == layers.count, layers.allSatisfy({ $0 <= encoderLayers })
        else { return "the layers or the width of the risk head" }
        guard sufferer.map(widths.contains) ?? true else { return "the width of the sufferer's judge" }
        guard let exitLayers else { return nil }
        guard let exit, widths.contains(exit.width), !exit.layers.isEmpty,
            Set(exit.layers).count == exit.layers.count, exit.layers.allSatisfy((1...exitLayers).contains)
        else { return "the risk head at the exit" }
        return nil
    }
}
