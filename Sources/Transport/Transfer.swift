import CCurl
import Glibc

/// One transfer under way: a libcurl easy handle and what it has received.
///
/// Used only on the client's thread, from its start until its end.
@safe
final class Transfer {
    // `handle` is alive from init to deinit; `errorText` and `headerList` outlive it, as libcurl demands.
    let handle: UnsafeMutableRawPointer
    let headerList: UnsafeMutablePointer<curl_slist>?
    let recipients: UnsafeMutablePointer<curl_slist>?
    let errorText: UnsafeMutablePointer<CChar>

    let limits: Request.Limits
    private let addresses: AddressRule
    private let isMail: Bool
    private let isProxied: Bool
    private let statusSuffices: Bool
    private let completion: Completion
    private var body: [UInt8] = []
    private var headers: [String: String] = [:]
    private var headerBytes = 0
    /// The statuses of all responses, without interim ones.
    private var statuses: [Int] = []
    private var excess: TransportError?
    /// What is still to be sent of a mail.
    var outgoing: ArraySlice<UInt8> = []

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
        isMail = request.envelope != nil
        isProxied = request.proxy != nil
        statusSuffices = request.statusSuffices
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

    /// Copies the next piece of what is to be sent; returns its length, 0 at the end.
    func fill(_ piece: UnsafeMutableRawBufferPointer) -> Int {
        let next = outgoing.prefix(piece.count)
        // No longer than the buffer, by `prefix`.
        unsafe piece.copyBytes(from: next)
        outgoing = outgoing.dropFirst(next.count)
        return next.count
    }

    /// Whether the transfer may connect there; if not, that is why it fails.
    ///
    /// With a proxy it connects nowhere else, and that is the operator's own.
    func mayConnect(to address: IPAddress) -> Bool {
        guard !isProxied, !addresses.allows(address) else { return true }
        excess = .privateAddress("\(address)")
        return false
    }

    /// Keeps a piece of the body; false when that is too much.
    func append(body piece: UnsafeRawBufferPointer) -> Bool {
        guard body.count + piece.count <= limits.body else {
            excess = .bodyTooLarge(limit: limits.body)
            return false
        }
        unsafe body.append(contentsOf: piece)
        return true
    }

    /// Keeps a header line; a status line starts the headers of the next response, as after a redirect.
    func append(header piece: UnsafeRawBufferPointer) -> Bool {
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
        guard result == CURLE_OK || statusSuffices && !statuses.isEmpty else {
            return completion.resume(.failure(excess ?? failure(result)))
        }
        var status = 0
        var url: UnsafeMutablePointer<CChar>?
        unsafe bellwether_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        unsafe bellwether_get_string(handle, CURLINFO_EFFECTIVE_URL, &url)
        var reply = Reply(
            status: status, url: unsafe url.map { unsafe String(cString: $0) } ?? "", headers: headers,
            body: body,
            redirects: statuses.dropLast())
        reply.cookies = cookies
        completion.resume(.success(reply))
    }

    /// The cookies that the responses have set.
    private var cookies: [String] {
        var list: UnsafeMutablePointer<curl_slist>?
        unsafe bellwether_get_list(handle, CURLINFO_COOKIELIST, &list)
        // The list is a copy that libcurl hands over.
        defer { unsafe curl_slist_free_all(list) }
        var cookies: [String] = []
        var next = unsafe list
        while let entry = unsafe next {
            if let data = unsafe entry.pointee.data { unsafe cookies.append(String(cString: data)) }
            unsafe next = unsafe entry.pointee.next
        }
        return cookies
    }

    func stop() { completion.resume(.failure(.stopped)) }

    private func failure(_ result: CURLcode) -> TransportError {
        // libcurl ends the text with a zero and leaves it empty where it has no detail.
        let detail = unsafe String(cString: errorText)
        let text = unsafe detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
        if result == CURLE_TOO_MANY_REDIRECTS { return .failed("more than \(limits.redirects) redirects") }
        if result == CURLE_OPERATION_TIMEDOUT { return .timedOut(text) }
        return statuses.isEmpty && !isMail ? .unreachable(text) : .failed(text)
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        let isBlank = { (character: Character) in character.isWhitespace }
        let start = drop(while: isBlank)
        return start.lastIndex { !isBlank($0) }.map { start[...$0] } ?? ""
    }
}
