import Alerts
import Crypto
import HTTPTypes
import Hummingbird

/// The files that pages load: one stylesheet, small scripts, an icon. They are part of the program and named by their hash, so a browser
/// keeps them until they change.
struct StaticFiles: ConsoleRoutes {
    struct File: Sendable {
        let name: String
        let type: String
        let bytes: [UInt8]
        let tag: String

        init(_ name: String, _ type: String, _ bytes: [UInt8]) {
            self.name = name
            self.type = type
            self.bytes = bytes
            tag = HexDigits.text(of: SHA256.hash(data: bytes).prefix(6))
        }
    }

    static let files = [
        File("console.css", "text/css; charset=utf-8", PackageResources.console_css),
        File("console.js", "text/javascript; charset=utf-8", PackageResources.console_js),
        File("plan.js", "text/javascript; charset=utf-8", PackageResources.plan_js),
        File("display.css", "text/css; charset=utf-8", PackageResources.display_css),
        File("display.js", "text/javascript; charset=utf-8", PackageResources.display_js),
        File("field.css", "text/css; charset=utf-8", PackageResources.field_css),
        File("field.js", "text/javascript; charset=utf-8", PackageResources.field_js),
        File("icon.svg", "image/svg+xml", PackageResources.icon_svg),
    ]

    /// The path of a file, with its hash.
    static func path(_ name: String) -> String {
        let tag = files.first { $0.name == name }?.tag ?? ""
        return "/static/\(name)?\(tag)"
    }

    func add(to router: Router<ConsoleRequest>) {
        for file in Self.files {
            router.get("static/\(file.name)") { request, _ in
                let isNamed = request.uri.query == file.tag
                let headers: HTTPFields = [
                    .contentType: file.type, .cacheControl: isNamed ? "public, max-age=31536000, immutable" : "no-cache",
                ]
                return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: file.bytes)))
            }
        }
        router.get("favicon.ico") { _, _ in Response.redirect(to: Self.path("icon.svg"), type: .permanent) }
    }
}
