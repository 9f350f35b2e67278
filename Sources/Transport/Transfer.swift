import CCurl
import Glibc
import Synchronization

/// One transfer under way: a libcurl easy handle and what it has received.
///
/// Used only on the client's thread, from its start until its end.
@safe
final class Transfer {
    // `handle` is alive from init to deinit; `errorText` and `headerList` outlive it, as libcurl demands.
    let handle: UnsafeMutableRawPointer
    private let headerList: UnsafeMutablePointer<curl_slist>?
    private let recipients: UnsafeMutablePointer<curl_slist>?
    private let errorText: UnsafeMutablePointer<CChar>

    private let limits: Request.Limits
    private let addresses: AddressRule
    private let completion: Completion
    private var body: [UInt8] = []
    private var headers: [String: String] = [:]
    private var headerBytes = 0
    /// The statuses of all responses, without interim ones.
    private var statuses: [Int] = []
    private var excess: TransportError?
    /// What is still to be sent of a mail.
    private var outgoing: ArraySlice<UInt8> = []

    init?(_ request: Request, completion: Completion) {
        guard let handle = unsafe curl_easy_init() else { return nil }
        unsafe self.handle = unsafe handle
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        unsafe headerList = unsafe Self.list(
            (request.headers + request.credentials).map { "\($0.name): \($0.value)" })
        unsafe recipients = unsafe Self.list(request.envelope?.to ?? [])
        limits = request.limits
        addresses = request.addresses
        self.completion = completion
        configure(request)
    }

    /// A list of texts for libcurl; nil for no texts.
    private static func list(_ texts: [String]) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for text in texts {
            // libcurl copies the text; null means out of memory, and the list so far stays valid.
            if let longer = unsafe curl_slist_append(list, text) { unsafe list = unsafe longer }
        }
        return unsafe list
    }

    deinit {
        // The handle goes first: it refers to the others.
        unsafe curl_easy_cleanup(handle)
        unsafe curl_slist_free_all(headerList)
        unsafe curl_slist_free_all(recipients)
        unsafe errorText.deallocate()
    }

    private func configure(_ request: Request) {
        unsafe bellwether_set_string(handle, CURLOPT_URL, request.url)
        unsafe bellwether_set_string(handle, CURLOPT_USERAGENT, request.userAgent)
        unsafe bellwether_set_pointer(handle, CURLOPT_HTTPHEADER, headerList)
        unsafe bellwether_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
        // Every encoding that libcurl was built with: gzip, br and zstd on Debian.
        unsafe bellwether_set_string(handle, CURLOPT_ACCEPT_ENCODING, "")
        unsafe bellwether_set_string(
            handle, CURLOPT_PROTOCOLS_STR, request.envelope == nil ? "http,https" : "smtp,smtps")
        unsafe bellwether_set_string(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        unsafe bellwether_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        // libcurl would send header lines of our own to wherever a redirect leads; the client follows such
        // itself.
        unsafe bellwether_set_long(handle, CURLOPT_FOLLOWLOCATION, request.credentials.isEmpty ? 1 : 0)
        unsafe bellwether_set_long(handle, CURLOPT_MAXREDIRS, limits.redirects)
        unsafe bellwether_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(limits.connect))
        unsafe bellwether_set_long(handle, CURLOPT_TIMEOUT_MS, milliseconds(limits.total))
        unsafe bellwether_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, limits.minimumSpeed)
        unsafe bellwether_set_long(
            handle, CURLOPT_LOW_SPEED_TIME, milliseconds(limits.minimumSpeedFor) / 1000)
        if let file = request.certificateAuthority {
            unsafe bellwether_set_string(handle, CURLOPT_CAINFO, file)
        }
        // Signals are the process's own; libcurl must not use them for time-outs.
        unsafe bellwether_set_long(handle, CURLOPT_NOSIGNAL, 1)
        if let envelope = request.envelope {
            configure(envelope, message: request.body ?? [])
        } else if let body = request.body {
            // libcurl copies as many bytes as the size says, which is set first.
            unsafe bellwether_set_long(handle, CURLOPT_POSTFIELDSIZE, body.count)
            var copied = body
            unsafe copied.withUnsafeMutableBytes {
                _ = unsafe bellwether_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, $0.baseAddress)
            }
        }
        // The context is not retained: the client keeps the transfer until the handle is gone from it.
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe bellwether_set_function(handle, CURLOPT_WRITEFUNCTION, receiveBody)
        unsafe bellwether_set_pointer(handle, CURLOPT_WRITEDATA, context)
        unsafe bellwether_set_function(handle, CURLOPT_HEADERFUNCTION, receiveHeader)
        unsafe bellwether_set_pointer(handle, CURLOPT_HEADERDATA, context)
        unsafe bellwether_set_socket_function(handle, openSocket)
        unsafe bellwether_set_pointer(handle, CURLOPT_OPENSOCKETDATA, context)
    }

    private func configure(_ envelope: Request.Envelope, message: [UInt8]) {
        outgoing = message[...]
        unsafe bellwether_set_string(handle, CURLOPT_MAIL_FROM, envelope.from)
        unsafe bellwether_set_pointer(handle, CURLOPT_MAIL_RCPT, recipients)
        if let user = envelope.user { unsafe bellwether_set_string(handle, CURLOPT_USERNAME, user) }
        if let password = envelope.password {
            unsafe bellwether_set_string(handle, CURLOPT_PASSWORD, password)
        }
        unsafe bellwether_set_long(
            handle, CURLOPT_USE_SSL,
            Int(envelope.needsTLS ? CURLUSESSL_ALL.rawValue : CURLUSESSL_NONE.rawValue))
        unsafe bellwether_set_long(handle, CURLOPT_UPLOAD, 1)
        unsafe bellwether_set_function(handle, CURLOPT_READFUNCTION, sendBody)
        unsafe bellwether_set_pointer(handle, CURLOPT_READDATA, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Copies the next piece of what is to be sent; returns its length, 0 at the end.
    fileprivate func fill(_ piece: UnsafeMutableRawBufferPointer) -> Int {
        let next = outgoing.prefix(piece.count)
        // No longer than the buffer, by `prefix`.
        unsafe piece.copyBytes(from: next)
        outgoing = outgoing.dropFirst(next.count)
        return next.count
    }

    /// Whether the transfer may connect there; if not, that is why it fails.
    fileprivate func mayConnect(to address: IPAddress) -> Bool {
        guard !addresses.allows(address) else { return true }
        excess = .privateAddress("\(address)")
        return false
    }

    /// Keeps a piece of the body; false when that is too much.
    fileprivate func append(body piece: UnsafeRawBufferPointer) -> Bool {
        guard body.count + piece.count <= limits.body else {
            excess = .bodyTooLarge(limit: limits.body)
            return false
        }
        unsafe body.append(contentsOf: piece)
        return true
    }

    /// Keeps a header line; a status line starts the headers of the next response, as after a redirect.
    fileprivate func append(header piece: UnsafeRawBufferPointer) -> Bool {
        headerBytes += piece.count
        guard headerBytes <= limits.headers else {
            excess = .headersTooLarge(limit: limits.headers)
            return false
        }
        let line = unsafe String(decoding: piece, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            headers = [:]
            body = []
            // `HTTP/1.1 301 Moved`; interim responses (RFC 9110, 15.2) do not count.
            let status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            if status >= 200 { statuses.append(status) }
        } else if let colon = line.firstIndex(of: ":") {
            // Values are kept as sent, but for the white space around them (RFC 9110, 5.5).
            headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].trimmingBlanks)
        }
        return true
    }

    /// Ends the transfer with libcurl's result.
    func finish(_ result: CURLcode) {
        // A redirect to a private address leaves the response that led there, and libcurl's own words are
        // about the socket.
        guard result == CURLE_OK else { return completion.resume(.failure(excess ?? failure(result))) }
        var status = 0
        var url: UnsafeMutablePointer<CChar>?
        unsafe bellwether_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        unsafe bellwether_get_string(handle, CURLINFO_EFFECTIVE_URL, &url)
        completion.resume(
            .success(
                Reply(
                    status: status, url: unsafe url.map { unsafe String(cString: $0) } ?? "",
                    headers: headers, body: body, redirects: statuses.dropLast())))
    }

    func stop() { completion.resume(.failure(.stopped)) }

    private func failure(_ result: CURLcode) -> TransportError {
        // libcurl ends the text with a zero and leaves it empty where it has no detail.
        let detail = unsafe String(cString: errorText)
        let text = unsafe detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
        if result == CURLE_TOO_MANY_REDIRECTS { return .failed("more than \(limits.redirects) redirects") }
        return result == CURLE_OPERATION_TIMEDOUT ? .timedOut(text) : .failed(text)
    }

    private func milliseconds(_ duration: Duration) -> Int { Int(duration / .milliseconds(1)) }
}

/// Hands a result to the task that waits for it, once.
final class Completion: Sendable {
    private let waiting: Mutex<CheckedContinuation<Result<Reply, TransportError>, Never>?>

    init(_ continuation: CheckedContinuation<Result<Reply, TransportError>, Never>) {
        waiting = Mutex(continuation)
    }

    func resume(_ result: Result<Reply, TransportError>) {
        let continuation = waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        continuation?.resume(returning: result)
    }
}

// libcurl calls these on the client's thread, with the context given in `configure` and `size * count` bytes.
// Anything but that number as the result ends the transfer.

private func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer.append(body: piece) ? size * count : 0
}

private func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer.append(header: piece) ? size * count : 0
}

private func sendBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return unsafe transfer.fill(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

/// Opens the socket that libcurl asks for, unless the rule forbids its address.
private func openSocket(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype,
    _ wanted: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let context = unsafe context, let wanted = unsafe wanted else { return -1 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    // libcurl's address lives for the call; `addr` begins a structure of the size that the family has.
    let family = unsafe wanted.pointee.family
    let address: IPAddress? = unsafe withUnsafePointer(to: &wanted.pointee.addr) { start in
        let raw = unsafe UnsafeRawPointer(start)
        switch family {
        case AF_INET:
            return unsafe IPAddress(
                bytes: withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in.self).sin_addr) {
                    unsafe Array($0)
                })
        case AF_INET6:
            return unsafe IPAddress(
                bytes: withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) {
                    unsafe Array($0)
                })
        default: return nil
        }
    }
    guard let address, transfer.mayConnect(to: address) else { return -1 }
    return unsafe socket(
        family, wanted.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), wanted.pointee.`protocol`)
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        let isBlank = { (character: Character) in character.isWhitespace }
        let start = drop(while: isBlank)
        return start.lastIndex { !isBlank($0) }.map { start[...$0] } ?? ""
    }
}
