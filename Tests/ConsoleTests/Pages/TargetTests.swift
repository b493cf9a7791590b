import Testing

@testable import Console

/// Nobody is led to another site by a link to the console.
@Suite struct TargetTests {
    @Test(
        "Only paths of the console are targets",
        arguments: [
            ("/alerts?x=1", "/alerts?x=1"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil.example", "/"),
            ("javascript:alert(1)", "/"), ("/a\r\nSet-Cookie: x", "/"), ("", "/"),
        ])
    func targets(given: String, target: String) { #expect(LoginPage.target(given) == target) }

    @Test("Forms read what browsers write")
    func forms() {
        let form = Form("a=1+2&b=%E6%9A%B4%E9%9B%A8&a=3&c=&d=%zz&%3Cx%3E=y")
        #expect(form["a"] == "1 2" && form["b"] == "暴雨" && form["c"] == nil && form["d"] == "%zz" && form["<x>"] == "y")
    }
}
