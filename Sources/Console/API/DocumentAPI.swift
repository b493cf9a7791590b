import Hummingbird

/// `GET /api/openapi.json`: the API described as OpenAPI 3.1.
struct DocumentAPI: ConsoleRoutes {
    func add(to router: Router<ConsoleRequest>) {
        router.get("api/openapi.json") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: .init(byteBuffer: ByteBuffer(bytes: PackageResources.openapi_json)))
        }
    }
}
