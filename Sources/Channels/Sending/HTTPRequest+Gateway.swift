import Wire

extension HTTPRequest {
    /// A gateway's request, to be answered within some seconds. It is never sent twice by itself, since it may be an order.
    ///
    /// - Throws: `HTTPConfigurationError` for an address that is none.
    init(_ request: GatewayRequest, seconds: Int, answerBytes: Int) throws(HTTPConfigurationError) {
        self.init(HTTPMethod(rawValue: request.method) ?? .post, try HTTPAddress(request.url), body: request.body)
        for header in request.headers { headers.add(header.name, header.value) }
        limits = HTTPLimits(time: .seconds(seconds), connect: .seconds(5), answerBytes: answerBytes)
    }
}
