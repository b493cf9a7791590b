import Alerts

extension Fleet {
    mutating func beginOutage(_ kind: Outage.Kind, _ device: Int, at now: Moment) {
        let wasUp = lines[device].isUp
        switch kind {
        case .link: lines[device].linkOutages += 1
        case .power:
            lines[device].powerOutages += 1
            // Before the line is looked at again, so that nothing leaves a device without power.
            perform(devices[device].losePower(at: now), device, at: now)
        }
        if wasUp { effects.append(.linkChanged(device: device, isUp: false)) }
    }

    mutating func endOutage(_ kind: Outage.Kind, _ device: Int, at now: Moment) {
        switch kind {
        case .link: lines[device].linkOutages -= 1
        case .power: lines[device].powerOutages -= 1
        }
        guard lines[device].isUp else {
            if kind == .power, lines[device].powerOutages == 0 { perform(devices[device].regainPower(at: now), device, at: now) }
            return
        }
        effects.append(.linkChanged(device: device, isUp: true))
        let parcels = lines[device].waiting
        lines[device].waiting = []
        for parcel in parcels { dispatch(parcel) }
        if kind == .power { perform(devices[device].regainPower(at: now), device, at: now) }
    }
}
