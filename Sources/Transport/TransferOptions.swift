import CCurl
import Glibc

extension Transfer {
    /// Tells libcurl everything about a request.
    func configure(_ request: Request) {
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
        unsafe bellwether_set_long(handle, CURLOPT_FOLLOWLOCATION, request.followsRedirects ? 1 : 0)
        unsafe bellwether_set_long(handle, CURLOPT_MAXREDIRS, limits.redirects)
        unsafe bellwether_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(limits.connect))
        unsafe bellwether_set_long(handle, CURLOPT_TIMEOUT_MS, milliseconds(limits.total))
        unsafe bellwether_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, limits.minimumSpeed)
        unsafe bellwether_set_long(
            handle, CURLOPT_LOW_SPEED_TIME, milliseconds(limits.minimumSpeedFor) / 1000)
        if let file = request.certificateAuthority {
            unsafe bellwether_set_string(handle, CURLOPT_CAINFO, file)
        }
        if request.envelope == nil { configureRoute(request) }
        // Signals are the process's own; libcurl must not use them for time-outs.
        unsafe bellwether_set_long(handle, CURLOPT_NOSIGNAL, 1)
        if let envelope = request.envelope {
            configure(envelope, message: request.body ?? [])
        } else if request.isHead {
            unsafe bellwether_set_long(handle, CURLOPT_NOBODY, 1)
        } else if let body = request.body {
            // libcurl copies as many bytes as the size says, which is set first.
            unsafe bellwether_set_long(handle, CURLOPT_POSTFIELDSIZE, body.count)
            var copied = body
            unsafe copied.withUnsafeMutableBytes {
                _ = unsafe bellwether_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, $0.baseAddress)
            }
        }
        setCallbacks()
    }

    /// Proxy and cookies: both are decided by the client, neither by the environment nor by other transfers.
    private func configureRoute(_ request: Request) {
        unsafe bellwether_set_string(handle, CURLOPT_PROXY, request.proxy ?? "")
        unsafe bellwether_set_string(handle, CURLOPT_NOPROXY, "")
        // The proxy's own response to CONNECT is no redirect of the server.
        unsafe bellwether_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // An empty name keeps cookies in memory, for as long as the handle lives.
        unsafe bellwether_set_string(handle, CURLOPT_COOKIEFILE, "")
        for cookie in request.cookies { unsafe bellwether_set_string(handle, CURLOPT_COOKIELIST, cookie) }
    }

    private func setCallbacks() {
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

    private func milliseconds(_ duration: Duration) -> Int { Int(duration / .milliseconds(1)) }
}
