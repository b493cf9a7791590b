import Community
import Testing

@testable import Channels

extension Phone {
    /// The form that numbers are compared in.
    var canonical: Phone { GatewayNumber.canonical(self) }
}

/// The forms of phone numbers.
struct NumberTests {
    @Test(
        "One handset, however it is written",
        arguments: [
            "13800000011", "+8613800000011", "8613800000011", "008613800000011", "138-0000-0011", "+86 138 0000 0011",
            " 13800000011 ",
            "13800000011@away",
        ])
    func forms(_ text: String) throws {
        let phone = try #require(GatewayNumber.phone(text))
        #expect(phone == Phone("+8613800000011"))
        #expect(GatewayNumber.e164.text(phone) == "+8613800000011")
        #expect(GatewayNumber.digits.text(phone) == "8613800000011")
        #expect(GatewayNumber.national.text(phone) == "13800000011")
    }

    @Test func others() throws {
        #expect(GatewayNumber.phone("nobody") == nil && GatewayNumber.phone("") == nil)
        let american = try #require(GatewayNumber.phone("+12125550123"))
        #expect(american.number == "+12125550123" && GatewayNumber.national.text(american) == "12125550123")
        let landline = try #require(GatewayNumber.phone("010-62345678"))
        #expect(landline.number == "01062345678")
        #expect(GatewayNumber.phone("10086")?.number == "10086")
        #expect(GatewayNumber.phone("8613800000011@away")?.isAway == false, "a gateway knows nothing of who lives elsewhere")
    }
}
