import ArgumentParser

/// A time as a person writes it: `30m`, `2h`, `7d`.
struct TimeSpan: ExpressibleByArgument {
    let duration: Duration

    init?(argument: String) {
        let units: [Character: Int] = ["m": 60, "h": 3600, "d": 86400]
        guard let unit = argument.last.flatMap({ units[$0] }), let count = Int(argument.dropLast()),
            (1...10000).contains(count)
        else { return nil }
        duration = .seconds(count * unit)
    }
}
