public import Community

/// One line of the journal: what happened, as a fact. State is what replaying the lines gives, and nothing else.
public enum Entry: Hashable, Sendable {
    case journalOpened(JournalOpened)
    case serviceStarted(ServiceStarted)
    case serviceAlive(SignOfLife)
    case serviceStopped(SignOfLife)
    case brokerState(BrokerState)
    case clockState(ClockState)
    case configurationAdopted(ConfigurationAdopted)

    indirect case registerBegun(RegisterBegun)
    case registerHouseholds(RegisterRows<RosterHousehold>)
    case registerVulnerable(RegisterRows<RosterPerson>)
    case registerPlaces(RegisterRows<RosterPlace>)
    case registerPhones(RegisterRows<RosterPhone>)
    case registerDevices(RegisterRows<RosterDevice>)
    case registerStaff(RegisterRows<RosterStaff>)
    case registerExclusions(RegisterRows<RosterExclusion>)
    case registerDuty(RegisterRows<RosterShift>)
    case registerAdopted(RegisterAdopted)

    // Kept apart, so that the many receipts are not as large as the few alerts.
    indirect case alertAccepted(AlertAccepted)
    indirect case alertRecorded(AlertRecorded)
    indirect case alertHeld(AlertHeld)
    case alertApproved(AlertJudged)
    case alertRejected(AlertJudged)
    case alertRefused(AlertRefused)
    case alertRepeated(AlertRepeated)
    case alertConflicting(AlertRepeated)
    case alertRelayed(AlertNamed)
    case alertEnded(AlertEnded)
    case alertClosed(AlertNamed)
    case drillDeclared(DrillDeclared)

    case deliveriesPlanned(DeliveriesPlanned)
    case deliveriesDispatched(DeliveriesMoved)
    case deliveriesRepeated(DeliveriesMoved)
    case deliveriesFailed(DeliveriesMoved)
    case deliveriesWithdrawn(DeliveriesMoved)
    case receiptAccepted(ReceiptAccepted)
    case receiptRepeated(ReceiptsUnused)
    case receiptRefused(ReceiptsUnused)
    indirect case reportEarly(ReportEarly)
    case replyReceived(ReplyReceived)

    case deviceStatus(DeviceStatus)
    case gatewayStatus(DeviceStatus)
    case deviceTested(DeviceTested)

    case coverageDecided(CoverageFigures)
    case coverageFinal(CoverageFigures)
    case assessmentMade(AssessmentMade)

    case alertComposed(AlertComposed)
    case dutyAcknowledged(DutyAcknowledged)
    case registerViewed(RegisterViewed)
    case scoreGiven(ScoreGiven)
}
