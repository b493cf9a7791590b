import Channels
import Foundation

/// Whether loudspeakers of other vendors can be given orders, and whether there is speech for those that need sound.
struct SpeakerCheck {
    let configuration: ServiceConfiguration
    /// Where a setting stands.
    let place: (String) -> Place

    func findings() -> [PlacedFinding] { configuration.speakers.flatMap(findings) + speech() }

    private func findings(_ settings: SpeakerSettings) -> [PlacedFinding] {
        let reading = SpeakerProfile.read(settings.profile)
        guard let profile = reading.value else { return reading.findings }
        var findings = reading.findings
        let name = settings.gateway
        if profile.http != nil, settings.url == nil {
            findings.append(
                .error(place("speakers"), "\(name) has no url, but its profile speaks HTTP; say where it takes orders"))
        }
        if profile.mqtt != nil, settings.url != nil {
            findings.append(.error(place("speakers"), "\(name) has a url, but its profile speaks MQTT; name its broker instead"))
        }
        if profile.http != nil, settings.broker != nil {
            findings.append(.error(place("speakers"), "\(name) has a broker, but its profile speaks HTTP; give its url instead"))
        }
        if profile.wantsSound, configuration.speech == nil {
            findings.append(
                .error(place("speech"), "is null, but \(name) plays sounds only; name the program that makes them, espeak-ng"))
        }
        return findings
    }

    /// The program is tried, since one that is there may still lack its voices.
    private func speech() -> [PlacedFinding] {
        guard let program = configuration.speech else { return [] }
        do throws(SpeechProgram.Failure) {
            try SpeechProgram(path: program).check(in: NSTemporaryDirectory())
        } catch {
            return [
                .error(
                    place("speech"),
                    "\(program): \(error); install it (apt-get install espeak-ng), name its path, or set speech to null. "
                        + "Until then loudspeakers get texts only")
            ]
        }
        guard GatewayCheck.isLocal(configuration.http.publicURL) else { return [] }
        return [
            .warning(
                place("http"), "public-url is an address of this machine, so that no loudspeaker elsewhere can fetch its speech")
        ]
    }
}
