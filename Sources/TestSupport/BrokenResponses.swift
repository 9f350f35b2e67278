public import Loopback

extension LoopbackResponse {
    /// The response of a server that closes the connection halfway through its body.
    public var brokenOff: LoopbackResponse {
        var response = self
        response.headers.append(("Content-Length", "\(body.count)"))
        response.body = Array(body.prefix(body.count / 2))
        return response
    }
}
