import Testing
import Wire

@Suite struct HTTPAddressTests {
    @Test func readsWhatLibcurlReads() throws {
        let address = try HTTPAddress("HTTPS://user:secret@Example.ORG:443/暴雨 a?key=secret#part")
        #expect(address.origin.isSecure && address.origin.host == "example.org" && address.origin.port == 443)
        #expect("\(address)" == "https://example.org")
        #expect(address.text.contains("%") && !address.text.contains("#") && !address.text.contains(" "))
        #expect("\(try HTTPAddress("http://[::1]:8080/x"))" == "http://[::1]:8080")
        #expect("\(HTTPRequest(.post, address))" == "POST https://example.org")
    }

    @Test func relativeReferences() throws {
        let base = try HTTPAddress("https://example.org/feeds/index.atom?x=1")
        #expect(try HTTPAddress("../cap/1.xml", relativeTo: base).text == "https://example.org/cap/1.xml")
        #expect(try HTTPAddress("//other.example/1", relativeTo: base).text == "https://other.example/1")
        #expect(try HTTPAddress("http://third.example/", relativeTo: base).text == "http://third.example/")
    }

    @Test(arguments: [
        "", "example.org/x", "ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "http://",
        "http://example.org:99999/",
        "http://example.org:0/", "http://exa\u{0}mple.org/", "http://a b/", "https://[::1/",
    ]) func refuses(_ text: String) {
        let error = #expect(throws: HTTPConfigurationError.self) { try HTTPAddress(text) }
        #expect(error?.description.contains("passwd") == false)
    }

    @Test(arguments: [
        "127.0.0.1", "127.255.0.9", "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "169.254.169.254", "172.16.0.1",
        "172.31.255.255", "192.168.1.1", "192.0.0.1", "198.18.0.1", "198.19.255.255", "224.0.0.1", "239.255.255.250",
        "255.255.255.255",
        "::", "::1", "[::1]", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::1", "2002:c0a8:101::1", "2001::1", "2001:db8::1", "fec0::1",
    ]) func notPublic(_ literal: String) {
        #expect(HTTPReach.publicAddresses.permits(literal) == false)
        #expect(HTTPReach.anywhere.permits(literal) == true)
    }

    @Test(arguments: [
        "8.8.8.8", "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
        "2400:da00::6666", "2001:4860:4860::8888", "2606:4700::1111", "64:ff9b::8.8.8.8", "2002:808:808::1", "[2400:da00::6666]",
    ]) func publicOnes(_ literal: String) { #expect(HTTPReach.publicAddresses.permits(literal) == true) }

    @Test(arguments: ["localhost", "example.org", "", "127.1", "2130706433", "0x7f000001"]) func names(_ text: String) {
        #expect(HTTPReach.publicAddresses.permits(text) == nil)
    }
}
