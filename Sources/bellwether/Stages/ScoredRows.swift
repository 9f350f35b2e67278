import Glibc
import Surges

/// Rows with the columns that `detect` adds, collected and written many at a time.
struct ScoredRows {
    /// Bytes from which on they are written.
    private static let enough = 1 << 16

    let explains: Bool
    private var bytes: [UInt8] = []

    init(explains: Bool) { self.explains = explains }

    mutating func add(header: some Sequence<UInt8>) {
        bytes += header
        bytes += ",anomaly_score".utf8
        if explains {
            bytes += ",verdict,surprise".utf8
            for scale in SurgeReading.scales { bytes += ",z_\(scale)".utf8 }
            bytes += ",reason".utf8
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    mutating func add(_ row: ArraySlice<UInt8>, _ reading: SurgeReading) {
        bytes += row
        bytes.append(UInt8(ascii: ","))
        add(reading.score)
        if explains {
            bytes += ",\(reading.verdict.rawValue),".utf8
            add(reading.surprise)
            for scale in SurgeReading.scales.indices {
                bytes += ",\((reading.deviations[scale] * 100).rounded() / 100)".utf8
            }
            bytes += ",\(reading.reason ?? "")".utf8
        }
        bytes.append(UInt8(ascii: "\n"))
        if bytes.count >= Self.enough { write() }
    }

    /// Writes what was collected.
    mutating func write() {
        writeAll(bytes, to: STDOUT_FILENO)
        bytes.removeAll(keepingCapacity: true)
    }

    /// A number from 0 with at most six decimals and at least one, as numbers of Swift are written.
    ///
    /// Cut and not rounded: 0.4999999 is no news, 0.5 is.
    private mutating func add(_ number: Double) {
        let millionths = Int(number * 1e6)
        // Most are below 10.
        if millionths < 10_000_000 {
            bytes.append(UInt8(ascii: "0") + UInt8(millionths / 1_000_000))
        } else {
            bytes += "\(millionths / 1_000_000)".utf8
        }
        bytes.append(UInt8(ascii: "."))
        var rest = millionths % 1_000_000
        var unit = 100_000
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest / unit))
            rest %= unit
            unit /= 10
        } while rest > 0
    }
}
