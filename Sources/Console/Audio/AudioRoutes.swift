import HTTPTypes
public import Hummingbird

/// Where loudspeakers fetch the speech that commands name: `/audio/{sha256}.wav`. A file never changes, and holds what is said aloud
/// anyway, so anybody with the address may have it.
public struct AudioRoutes: ConsoleRoutes {
    private let file: @Sendable (String) -> String?
    private let files = FileIO()

    /// Routes to files by their hashes.
    ///
    /// - Parameter file: the path of a file with a hash; nil where there is none.
    public init(file: @escaping @Sendable (String) -> String?) { self.file = file }

    /// Adds the route.
    public func add(to router: Router<ConsoleRequest>) {
        router.get("audio/{file}") { _, context -> Response in
            guard let name = context.parameters.get("file"), name.hasSuffix(".wav"), let path = file(String(name.dropLast(4)))
            else { throw Problem.notFound }
            let body = try await files.loadFile(path: path, context: context)
            let headers: HTTPFields = [
                .contentType: "audio/wav", .cacheControl: "public, max-age=31536000, immutable",
            ]
            return Response(status: .ok, headers: headers, body: body)
        }
    }
}
