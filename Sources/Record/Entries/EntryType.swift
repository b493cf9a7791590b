import Community

/// How each type of entry is named in the journal, and which payload it carries. The one table that writing, reading and the
/// documentation go by.
enum EntryType {
    /// The name that stands in the line's `type`, and the payload that stands in its `data`.
    static func parts(of entry: Entry) -> (name: String, payload: any Encodable) {
        switch entry {
        case .journalOpened(let data): ("journal.opened", data)
        case .serviceStarted(let data): ("service.started", data)
        case .serviceAlive(let data): ("service.alive", data)
        case .serviceStopped(let data): ("service.stopped", data)
        case .brokerState(let data): ("broker.state", data)
        case .clockState(let data): ("clock.state", data)
        case .configurationAdopted(let data): ("configuration.adopted", data)
        case .registerBegun(let data): ("register.begun", data)
        case .registerHouseholds(let data): ("register.households", data)
        case .registerVulnerable(let data): ("register.vulnerable", data)
        case .registerPlaces(let data): ("register.places", data)
        case .registerPhones(let data): ("register.phones", data)
        case .registerDevices(let data): ("register.devices", data)
        case .registerStaff(let data): ("register.staff", data)
        case .registerExclusions(let data): ("register.exclusions", data)
        case .registerDuty(let data): ("register.duty", data)
        case .registerAdopted(let data): ("register.adopted", data)
        case .alertAccepted(let data): ("alert.accepted", data)
        case .alertRecorded(let data): ("alert.recorded", data)
        case .alertHeld(let data): ("alert.held", data)
        case .alertApproved(let data): ("alert.approved", data)
        case .alertRejected(let data): ("alert.rejected", data)
        case .alertRefused(let data): ("alert.refused", data)
        case .alertRepeated(let data): ("alert.repeated", data)
        case .alertConflicting(let data): ("alert.conflicting", data)
        case .alertRelayed(let data): ("alert.relayed", data)
        case .alertEnded(let data): ("alert.ended", data)
        case .alertClosed(let data): ("alert.closed", data)
        case .drillDeclared(let data): ("drill.declared", data)
        case .deliveriesPlanned(let data): ("delivery.planned", data)
        case .deliveriesDispatched(let data): ("delivery.dispatched", data)
        case .deliveriesRepeated(let data): ("delivery.repeated", data)
        case .deliveriesFailed(let data): ("delivery.failed", data)
        case .deliveriesWithdrawn(let data): ("delivery.withdrawn", data)
        case .receiptAccepted(let data): ("receipt.accepted", data)
        case .receiptRepeated(let data): ("receipt.repeated", data)
        case .receiptRefused(let data): ("receipt.refused", data)
        case .reportEarly(let data): ("report.early", data)
        case .replyReceived(let data): ("reply.received", data)
        case .deviceStatus(let data): ("device.status", data)
        case .gatewayStatus(let data): ("gateway.status", data)
        case .deviceTested(let data): ("device.tested", data)
        case .coverageDecided(let data): ("coverage.decided", data)
        case .coverageFinal(let data): ("coverage.final", data)
        case .assessmentMade(let data): ("assessment.made", data)
        case .alertComposed(let data): ("alert.composed", data)
        case .registerViewed(let data): ("register.viewed", data)
        case .scoreGiven(let data): ("score.given", data)
        case .dutyWoken(let data): ("duty.woken", data)
        case .drillSignedIn(let data): ("drill.signedIn", data)
        case .drillFaulted(let data): ("drill.faulted", data)
        case .drillClosed(let data): ("drill.closed", data)
        case .formIssued(let data): ("form.issued", data)
        case .deviceMuted(let data): ("device.muted", data)
        case .doorRecorded(let data): ("door.recorded", data)
        case .roundRecorded(let data): ("round.recorded", data)
        case .recordVoided(let data): ("record.voided", data)
        case .recordRefused(let data): ("record.refused", data)
        case .callPlanned(let data): ("call.planned", data)
        case .callStepped(let data): ("call.stepped", data)
        case .callAnswered(let data): ("call.answered", data)
        case .dutyAcknowledged(let data): ("duty.acknowledged", data)
        case .helpCalled(let data): ("help.called", data)
        case .helpTaken(let data): ("help.taken", data)
        case .taskAssigned(let data): ("task.assigned", data)
        case .taskClosed(let data): ("task.closed", data)
        case .taskHandedOver(let data): ("task.handedOver", data)
        case .linkIssued(let data): ("link.issued", data)
        case .linkBound(let data): ("link.bound", data)
        case .linkRevoked(let data): ("link.revoked", data)
        }
    }

    /// Reads a payload by the name of its type; nil for a name that this version does not know.
    static func entry(named name: String, from reader: PayloadReader) throws -> Entry? {
        switch name {
        case "journal.opened": .journalOpened(try reader.read())
        case "service.started": .serviceStarted(try reader.read())
        case "service.alive": .serviceAlive(try reader.read())
        case "service.stopped": .serviceStopped(try reader.read())
        case "broker.state": .brokerState(try reader.read())
        case "clock.state": .clockState(try reader.read())
        case "configuration.adopted": .configurationAdopted(try reader.read())
        case "register.begun": .registerBegun(try reader.read())
        case "register.households": .registerHouseholds(try reader.read())
        case "register.vulnerable": .registerVulnerable(try reader.read())
        case "register.places": .registerPlaces(try reader.read())
        case "register.phones": .registerPhones(try reader.read())
        case "register.devices": .registerDevices(try reader.read())
        case "register.staff": .registerStaff(try reader.read())
        case "register.exclusions": .registerExclusions(try reader.read())
        case "register.duty": .registerDuty(try reader.read())
        case "register.adopted": .registerAdopted(try reader.read())
        default: try recurringEntry(named: name, from: reader)
        }
    }

    private static func recurringEntry(named name: String, from reader: PayloadReader) throws -> Entry? {
        switch name {
        case "alert.accepted": .alertAccepted(try reader.read())
        case "alert.recorded": .alertRecorded(try reader.read())
        case "alert.held": .alertHeld(try reader.read())
        case "alert.approved": .alertApproved(try reader.read())
        case "alert.rejected": .alertRejected(try reader.read())
        case "alert.refused": .alertRefused(try reader.read())
        case "alert.repeated": .alertRepeated(try reader.read())
        case "alert.conflicting": .alertConflicting(try reader.read())
        case "alert.relayed": .alertRelayed(try reader.read())
        case "alert.ended": .alertEnded(try reader.read())
        case "alert.closed": .alertClosed(try reader.read())
        case "drill.declared": .drillDeclared(try reader.read())
        case "delivery.planned": .deliveriesPlanned(try reader.read())
        case "delivery.dispatched": .deliveriesDispatched(try reader.read())
        case "delivery.repeated": .deliveriesRepeated(try reader.read())
        case "delivery.failed": .deliveriesFailed(try reader.read())
        case "delivery.withdrawn": .deliveriesWithdrawn(try reader.read())
        case "receipt.accepted": .receiptAccepted(try reader.read())
        case "receipt.repeated": .receiptRepeated(try reader.read())
        case "receipt.refused": .receiptRefused(try reader.read())
        case "report.early": .reportEarly(try reader.read())
        case "reply.received": .replyReceived(try reader.read())
        case "device.status": .deviceStatus(try reader.read())
        case "gateway.status": .gatewayStatus(try reader.read())
        case "device.tested": .deviceTested(try reader.read())
        case "coverage.decided": .coverageDecided(try reader.read())
        case "coverage.final": .coverageFinal(try reader.read())
        case "assessment.made": .assessmentMade(try reader.read())
        case "alert.composed": .alertComposed(try reader.read())
        case "register.viewed": .registerViewed(try reader.read())
        case "score.given": .scoreGiven(try reader.read())
        default: try deskEntry(named: name, from: reader) ?? fieldEntry(named: name, from: reader)
        }
    }

    /// What people at the console note besides alerts.
    private static func deskEntry(named name: String, from reader: PayloadReader) throws -> Entry? {
        switch name {
        case "duty.woken": .dutyWoken(try reader.read())
        case "drill.signedIn": .drillSignedIn(try reader.read())
        case "drill.faulted": .drillFaulted(try reader.read())
        case "drill.closed": .drillClosed(try reader.read())
        case "form.issued": .formIssued(try reader.read())
        case "device.muted": .deviceMuted(try reader.read())
        default: nil
        }
    }

    /// What people in the field say and do.
    private static func fieldEntry(named name: String, from reader: PayloadReader) throws -> Entry? {
        switch name {
        case "door.recorded": .doorRecorded(try reader.read())
        case "round.recorded": .roundRecorded(try reader.read())
        case "record.voided": .recordVoided(try reader.read())
        case "record.refused": .recordRefused(try reader.read())
        case "call.planned": .callPlanned(try reader.read())
        case "call.stepped": .callStepped(try reader.read())
        case "call.answered": .callAnswered(try reader.read())
        case "duty.acknowledged": .dutyAcknowledged(try reader.read())
        case "help.called": .helpCalled(try reader.read())
        case "help.taken": .helpTaken(try reader.read())
        case "task.assigned": .taskAssigned(try reader.read())
        case "task.closed": .taskClosed(try reader.read())
        case "task.handedOver": .taskHandedOver(try reader.read())
        case "link.issued": .linkIssued(try reader.read())
        case "link.bound": .linkBound(try reader.read())
        case "link.revoked": .linkRevoked(try reader.read())
        default: nil
        }
    }
}

extension Entry {
    /// The name of its type, as it stands in the journal: `alert.accepted`.
    public var typeName: String { EntryType.parts(of: self).name }
}
