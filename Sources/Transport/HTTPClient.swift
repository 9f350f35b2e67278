import CCurl
import Dispatch
import Synchronization

/// An HTTP client over libcurl's multi interface, on a thread of its own that sleeps in `curl_multi_poll`.
///
/// Requests enter through a guarded queue and wake the thread; replies resume the tasks that wait for them.
public final class HTTPClient: Sendable {
    /// Milliseconds that a poll may last: new requests wake it, so this only bounds a missed wake-up.
    private static let maximumPoll: Int32 = 10_000
    /// Concurrent connections, in all and to one host; libcurl queues the rest.
    private static let connections = 32
    private static let connectionsPerHost = 2

    private let multi: Multi
    private let proxies: Proxies
    private let inbox = Mutex<Inbox>(Inbox())

    private struct Inbox {
        var requests: [(id: UInt64, request: Request, completion: Completion)] = []
        var canceled: [UInt64] = []
        var nextID: UInt64 = 0
        var isStopped = false
    }

    /// The multi handle, which the thread and `curl_multi_wakeup` share.
    // Sendable: curl_multi_wakeup may be called from any thread; all other calls are made by the client's
    // thread.
    @safe
    private final class Multi: @unchecked Sendable {
        let handle: UnsafeMutableRawPointer?

        init() {
            curl_global_init(Int(CURL_GLOBAL_DEFAULT))
            unsafe handle = unsafe curl_multi_init()
            unsafe bellwether_multi_set_long(handle, CURLMOPT_MAX_TOTAL_CONNECTIONS, HTTPClient.connections)
            unsafe bellwether_multi_set_long(
                handle, CURLMOPT_MAX_HOST_CONNECTIONS, HTTPClient.connectionsPerHost)
        }

        deinit {
            // No easy handle is left: the loop ends only after it has removed all of them.
            unsafe curl_multi_cleanup(handle)
        }

        func wake() { unsafe _ = curl_multi_wakeup(handle) }
    }

    /// Starts the thread.
    ///
    /// - Parameter proxies: Whose connections are the operator's own matter: no address of theirs is refused.
    public init(proxies: Proxies = .ofEnvironment()) {
        self.proxies = proxies
        multi = Multi()
        // A queue of its own: the loop holds its thread until `stop`.
        DispatchQueue(label: "bellwether.transport").async { [weak self, multi] in
            Self.run(multi) { self?.takeInbox() }
        }
    }

    deinit { multi.wake() }

    /// Performs a request.
    ///
    /// Credentials go only to the host of the address: a redirect elsewhere is followed without them. Cookies
    /// live within the redirects of one request, and go back only to the site that set them.
    ///
    /// - Throws: `TransportError`; any HTTP status is a reply, not an error. Canceling the task ends the
    ///   transfer with `stopped`.
    public func perform(_ request: Request) async throws(TransportError) -> Reply {
        // libcurl would send credentials on, and connect past the rule where a redirect leaves a proxy.
        guard !request.credentials.isEmpty || !proxies.isEmpty, request.envelope == nil else {
            return try await performOnce(request)
        }
        var request = request
        request.followsRedirects = false
        var redirects: [Int] = []
        while true {
            let reply = try await performOnce(request)
            guard [301, 302, 303, 307, 308].contains(reply.status), let location = reply.headers["location"],
                let target = URLParts(location, against: request.url)
            else {
                return Reply(
                    status: reply.status, url: reply.url, headers: reply.headers, body: reply.body,
                    redirects: redirects + reply.redirects)
            }
            redirects.append(reply.status)
            guard redirects.count <= request.limits.redirects else {
                throw .failed("more than \(request.limits.redirects) redirects")
            }
            if !target.isSameServer(as: URLParts(request.url)) { request.credentials = [] }
            request.url = target.url
            request.cookies = reply.cookies
        }
    }

    /// The request by way of its proxy; an address in numbers is checked here, for the proxy would not.
    private func routed(_ request: Request) throws(TransportError) -> Request {
        guard request.envelope == nil, let parts = URLParts(request.url),
            let proxy = proxies.proxy(for: parts)
        else { return request }
        let address = parts.host == "localhost" ? .loopback : IPAddress(parts.host)
        if let address, !request.addresses.allows(address) { throw .privateAddress("\(address)") }
        var request = request
        request.proxy = proxy
        return request
    }

    private func performOnce(_ request: Request) async throws(TransportError) -> Reply {
        let scheme = request.url.lowercased()
        let schemes = request.envelope == nil ? ["http://", "https://"] : ["smtp://", "smtps://"]
        guard schemes.contains(where: { scheme.hasPrefix($0) }) else { throw .badURL(request.url) }
        let request = try routed(request)
        let id = inbox.withLock { inbox in
            inbox.nextID += 1
            return inbox.nextID
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let completion = Completion(continuation)
                let isAccepted = inbox.withLock { inbox in
                    guard !inbox.isStopped, !Task.isCancelled else { return false }
                    inbox.requests.append((id, request, completion))
                    return true
                }
                if isAccepted { multi.wake() } else { completion.resume(.failure(.stopped)) }
            }
        } onCancel: {
            inbox.withLock { $0.canceled.append(id) }
            multi.wake()
        }
        return try result.get()
    }

    /// Ends all transfers with `stopped`, and the thread.
    public func stop() {
        inbox.withLock { $0.isStopped = true }
        multi.wake()
    }

    private func takeInbox() -> Inbox {
        inbox.withLock { inbox in
            defer {
                inbox.requests = []
                inbox.canceled = []
            }
            return inbox
        }
    }

    /// The loop of the thread; `take` gives nil once the client is gone.
    private static func run(_ multi: Multi, take: () -> Inbox?) {
        var transfers: [UInt64: Transfer] = [:]
        func remove(_ id: UInt64) -> Transfer? {
            guard let transfer = transfers.removeValue(forKey: id) else { return nil }
            unsafe curl_multi_remove_handle(multi.handle, transfer.handle)
            return transfer
        }
        while let inbox = take(), !inbox.isStopped || !inbox.requests.isEmpty {
            for (id, request, completion) in inbox.requests {
                guard !inbox.isStopped, let transfer = Transfer(request, completion: completion) else {
                    completion.resume(.failure(.stopped))
                    continue
                }
                transfers[id] = transfer
                unsafe curl_multi_add_handle(multi.handle, transfer.handle)
            }
            for id in inbox.canceled { remove(id)?.stop() }
            var running: Int32 = 0
            unsafe curl_multi_perform(multi.handle, &running)
            for (id, result) in finished(multi, among: transfers) { remove(id)?.finish(result) }
            unsafe curl_multi_poll(multi.handle, nil, 0, maximumPoll, nil)
        }
        for id in Array(transfers.keys) { remove(id)?.stop() }
    }

    /// The transfers that ended since the last call.
    private static func finished(
        _ multi: Multi, among transfers: [UInt64: Transfer]
    ) -> [(id: UInt64, result: CURLcode)] {
        var ended: [(id: UInt64, result: CURLcode)] = []
        var left: Int32 = 0
        // A message is valid until the next call on the multi handle; both fields are copied before it.
        while let message = unsafe curl_multi_info_read(multi.handle, &left) {
            var result = CURLE_OK
            guard let handle = unsafe bellwether_finished(message, &result),
                let id = transfers.first(where: { unsafe $0.value.handle == handle })?.key
            else { continue }
            ended.append((id, result))
        }
        return ended
    }
}
