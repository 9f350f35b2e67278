import HTTPTypes
import NIOCore
import NIOHTTPTypes
import Synchronization

/// The connections of a server.
///
/// None is kept for a client that does not say what it wants or does not take what it asked for, and clients
/// that only hold connections do not keep others out.
final class OpenConnections: Sendable {
    private struct Connection {
        let channel: any Channel
        /// Since when its client keeps the server waiting; nil while the server keeps the client waiting.
        var waitingSince: ContinuousClock.Instant?
    }

    private let limits: WebServerLimits
    private let connections = Mutex<[ObjectIdentifier: Connection]>([:])

    init(limits: WebServerLimits) { self.limits = limits }

    /// A handler that keeps a connection known for as long as it lasts.
    func keeper() -> any RemovableChannelHandler { ConnectionKeeper(self, limits: limits) }

    /// Closes all, whatever is still to be sent.
    func close() {
        for connection in connections.withLock({ Array($0.values) }) {
            connection.channel.close(mode: .all, promise: nil)
        }
    }

    /// Takes a connection in; where there are too many, closes the one that has waited for longest, or the
    /// new one if all others wait for the server.
    func add(_ channel: any Channel) {
        let closed: (any Channel)? = connections.withLock { connections in
            var closed: (any Channel)?
            if connections.count >= limits.connections {
                let waiting = connections.values.compactMap { one in
                    one.waitingSince.map { (one.channel, $0) }
                }
                guard let (oldest, _) = waiting.min(by: { $0.1 < $1.1 }) else { return channel }
                connections[ObjectIdentifier(oldest)] = nil
                closed = oldest
            }
            connections[ObjectIdentifier(channel)] = Connection(channel: channel, waitingSince: .now)
            return closed
        }
        closed?.close(mode: .all, promise: nil)
    }

    /// Notes whose turn it is.
    func note(_ channel: any Channel, isWaiting: Bool) {
        connections.withLock { $0[ObjectIdentifier(channel)]?.waitingSince = isWaiting ? .now : nil }
    }

    func remove(_ channel: any Channel) {
        connections.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(channel)) }
    }
}
