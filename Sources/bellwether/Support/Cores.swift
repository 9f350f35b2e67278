import FoundationEssentials

/// The cores that this process may use.
func availableCores() -> Int {
    max(1, ProcessInfo.processInfo.activeProcessorCount)
}
