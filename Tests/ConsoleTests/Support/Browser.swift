import Foundation
import Glibc
import Record
import Synchronization
import TestSupport

/// A real headless Chromium, driven through the DevTools protocol over a pair of named pipes: no port, no further program.
final class Browser: Sendable {
    private struct State {
        var next = 1
        var waiting: [Int: CheckedContinuation<JSONValue, any Error>] = [:]
        var faults: [String] = []
        var isGone = false
    }

    private let program: Program
    private let folder: String
    private let commands: Int32
    private let state = Mutex(State())

    /// Starts a browser with a profile of its own.
    init() throws {
        folder = NSTemporaryDirectory() + "browser-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["in", "out"] where mkfifo("\(folder)/\(name)", 0o600) != 0 { throw NotInTime("a pipe: \(errno)") }
        // Opened for both directions, so that neither side waits for the other.
        commands = open("\(folder)/in", O_RDWR | O_CLOEXEC)
        let answers = open("\(folder)/out", O_RDWR | O_CLOEXEC)
        let options =
            "--headless=new --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-background-networking "
            + "--disable-dev-shm-usage --user-data-dir=\(folder)/profile --remote-debugging-pipe about:blank"
        program = try Program(
            "/bin/sh", ["-c", "exec chromium \(options) 3<\(folder)/in 4>\(folder)/out"], output: "\(folder)/log")
        Thread.detachNewThread { [weak self] in Self.read(answers) { self?.take($0) } }
    }

    /// Ends the browser and removes its profile.
    func close() async {
        let waiting = state.withLock { state in
            defer { state.waiting = [:] }
            state.isGone = true
            return state.waiting.values.map(\.self)
        }
        for continuation in waiting { continuation.resume(throwing: NotInTime("the browser was closed")) }
        await program.stop(SIGTERM)
        // The reader's end is woken by a last byte of ours.
        let answers = open("\(folder)/out", O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        if answers >= 0 {
            _ = write(answers, [4, 0], 2)
            Glibc.close(answers)
        }
        Glibc.close(commands)
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Errors that pages reported: exceptions of scripts, and what their security policy forbade.
    var faults: [String] { state.withLock { $0.faults } }

    /// A new page, with cookies of its own.
    func page(width: Int = 1366, height: Int = 768) async throws -> BrowserPage {
        let context = try await call("Target.createBrowserContext", [:])["browserContextId"]
        let target = try await call("Target.createTarget", ["url": .string("about:blank"), "browserContextId": context])[
            "targetId"]
        let session = try await call("Target.attachToTarget", ["targetId": target, "flatten": .bool(true)])["sessionId"]
        guard let id = session.text else { throw NotInTime("a page of the browser") }
        let page = BrowserPage(browser: self, session: id)
        for domain in ["Page", "Runtime", "Log"] { _ = try await page.call("\(domain).enable") }
        _ = try await page.call(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .integer(Int64(width)), "height": .integer(Int64(height)), "deviceScaleFactor": .integer(1),
                "mobile": .bool(false),
            ])
        return page
    }

    /// Calls a method and returns its result.
    func call(_ method: String, _ parameters: [String: JSONValue], session: String? = nil) async throws -> JSONValue {
        let answer: JSONValue = try await withCheckedThrowingContinuation { continuation in
            let message: [UInt8]? = state.withLock { state in
                guard !state.isGone else { return nil }
                let id = state.next
                state.next += 1
                state.waiting[id] = continuation
                var members: [String: JSONValue] = [
                    "id": .integer(Int64(id)), "method": .string(method), "params": .object(parameters),
                ]
                members["sessionId"] = session.map { .string($0) }
                return (try? JSONEncoder().encode(JSONValue.object(members))).map { Array($0) + [0] }
            }
            guard let message else { return continuation.resume(throwing: NotInTime("the browser is gone")) }
            _ = write(commands, message, message.count)
        }
        if case .object(let members) = answer, let error = members["error"] { throw NotInTime("\(method): \(error)") }
        return answer["result"]
    }

    private func take(_ bytes: [UInt8]) {
        guard let message = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else { return }
        let waiting = state.withLock { state -> CheckedContinuation<JSONValue, any Error>? in
            if case .integer(let id) = message["id"] { return state.waiting.removeValue(forKey: Int(id)) }
            if message["method"].text == "Runtime.exceptionThrown" { state.faults.append("\(message["params"])") }
            if message["method"].text == "Log.entryAdded", message["params"]["entry"]["source"].text == "security" {
                state.faults.append("\(message["params"])")
            }
            return nil
        }
        waiting?.resume(returning: message)
    }

    private static func read(_ descriptor: Int32, _ take: ([UInt8]) -> Void) {
        defer { Glibc.close(descriptor) }
        var message: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return }
            for byte in chunk.prefix(count) {
                if byte != 0 {
                    message.append(byte)
                } else if message == [4] {
                    return
                } else {
                    take(message)
                    message = []
                }
            }
        }
    }
}

/// A page of a browser.
struct BrowserPage: Sendable {
    let browser: Browser
    let session: String

    func call(_ method: String, _ parameters: [String: JSONValue] = [:]) async throws -> JSONValue {
        try await browser.call(method, parameters, session: session)
    }

    /// Opens an address and returns when the page is there.
    func open(_ address: String) async throws {
        _ = try await call("Page.navigate", ["url": .string(address)])
        try await eventually("\(address) is loaded") {
            try await text("document.readyState + (location.href === 'about:blank')") == "completefalse"
        }
    }

    /// What an expression is, as text.
    @discardableResult
    func text(_ expression: String) async throws -> String {
        let answer = try await call(
            "Runtime.evaluate",
            [
                "expression": .string("Promise.resolve(\(expression)).then(String)"), "awaitPromise": .bool(true),
                "returnByValue": .bool(true),
            ])
        return answer["result"]["value"].text ?? "\(answer)"
    }

    /// What a page shows of an element.
    func shown(_ selector: String) async throws -> String {
        try await text("document.querySelector('\(selector)')?.innerText ?? ''")
    }

    /// Presses a key as a keyboard does.
    func press(_ key: String, code: Int) async throws {
        for type in ["keyDown", "keyUp"] {
            _ = try await call(
                "Input.dispatchKeyEvent",
                [
                    "type": .string(type), "key": .string(key), "windowsVirtualKeyCode": .integer(Int64(code)),
                    "text": .string(type == "keyDown" && key == "Enter" ? "\r" : ""),
                ])
        }
    }

    /// Signs in.
    func signIn(_ name: String, at base: String) async throws {
        try await open(base + "/login")
        try await text(
            "(document.querySelector('[name=name]').value='\(name)', document.querySelector('[name=password]').value='password-\(name)', document.querySelector('main form').submit())"
        )
        try await eventually("\(name) is signed in", standing: { try await shown("main") }) {
            try await text("document.readyState + (location.pathname === '/login')") == "completefalse"
        }
    }

    /// Gives the page another size, in CSS pixels: half the width is what a zoom of 200 % leaves.
    func resize(width: Int, height: Int) async throws {
        _ = try await call(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .integer(Int64(width)), "height": .integer(Int64(height)), "deviceScaleFactor": .integer(1),
                "mobile": .bool(false),
            ])
    }

    /// Keeps a picture of the page in the folder that `TOCSIN_PICTURES` names, for people to look at; none without it.
    func picture(_ name: String) async throws {
        guard let folder = ProcessInfo.processInfo.environment["TOCSIN_PICTURES"] else { return }
        let data = try await call("Page.captureScreenshot", ["format": .string("png")])["data"].text ?? ""
        try Data(base64Encoded: data)?.write(to: URL(filePath: folder).appending(path: name + ".png"))
    }

    /// The page printed to PDF.
    func printed() async throws -> [UInt8] {
        let data = try await call("Page.printToPDF", ["preferCSSPageSize": .bool(true)])["data"].text ?? ""
        return Array(Data(base64Encoded: data) ?? Data())
    }
}

extension JSONValue {
    /// A member; null where there is none.
    subscript(name: String) -> JSONValue {
        if case .object(let members) = self { members[name] ?? .null } else { .null }
    }

    /// A text; nil for anything else.
    var text: String? { if case .string(let text) = self { text } else { nil } }
}
