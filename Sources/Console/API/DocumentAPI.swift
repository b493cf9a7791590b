import Hummingbird

/// The documents for those who write programs: `GET /api/openapi.json`, OpenAPI 3.1, and `GET /api/asyncapi.json`, AsyncAPI 3.0.
struct DocumentAPI: ConsoleRoutes {
    func add(to router: Router<ConsoleRequest>) {
        for (name, bytes) in [("openapi", PackageResources.openapi_json), ("asyncapi", PackageResources.asyncapi_json)] {
            router.get("api/\(name).json") { _, _ in
                Response(
                    status: .ok, headers: [.contentType: "application/json"],
                    body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
            }
        }
    }
}
