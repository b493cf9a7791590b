/// The files that name people, devices and times.
extension FindingCases {
    static let people: [FindingsTests.Case] = [
        .init(
            "vulnerable.csv", "v1,a-1", "v1,a-9",
            "vulnerable.csv:2:4: error: household names none that stands in households.csv; correct it"),
        .init(
            "vulnerable.csv", "v2,", "v1,",
            "vulnerable.csv:3:1: error: this person stands in an earlier line; give each their own identifier"),
        .init(
            "vulnerable.csv", "hear;move", "hear;deaf",
            "vulnerable.csv:2:8: error: need must be one or more of hear, see, understand, move, carry, parted by ;, never a diagnosis"
        ),
        .init(
            "vulnerable.csv", "hear;move", "",
            "vulnerable.csv:2:8: error: need is empty; write one or more of hear, see, understand, move, carry, parted by ;"),
        .init(
            "vulnerable.csv", "move,h-1,", "move,h-9,",
            "vulnerable.csv:2:18: error: helper_a names nobody who stands in staff.csv; correct it, or add the person there"),
        .init(
            "vulnerable.csv", "move,h-1,", "move,,",
            "vulnerable.csv:2:18: warning: helper_a is empty; every vulnerable person needs helpers A and B"),
        .init(
            "vulnerable.csv", "move,h-1,h-2", "move,h-1,h-1",
            "vulnerable.csv:2:22: warning: helpers A and B are the same person; name a second one"),
        .init(
            "households.csv", "19900000001;", "19990000004;",
            "vulnerable.csv:2:18: warning: helper_a has a phone of the person's own household; a helper must be reachable apart from it"
        ),
        .init(
            "places.csv", "p2,g2,care", "p1,g2,care",
            "places.csv:3:1: error: this place stands in an earlier line; give each its own identifier"),
        .init(
            "places.csv", "p2,g2,care", "p2,g7,care",
            "places.csv:3:4: error: grid names a grid that neither households.csv nor zones.geojson has; correct it"),
        .init(
            "places.csv", "p2,g2,care", "p2,,care",
            "places.csv:3:4: error: grid is empty; every place lies in one"),
        .init(
            "places.csv", "school", "示例饭店",
            "places.csv:2:7: warning: kind is not a word in small letters such as school or care; it counts as other"),
        .init(
            "places.csv", "r-1,h-1", ",",
            "places.csv:2:31: warning: receiver is empty; without a named receiver the place can never count as covered",
            "places.csv:2:32: warning: substitute is empty; nobody answers when the receiver does not"),
        .init(
            "places.csv", "r-1,h-1", "r-9,r-1",
            "places.csv:2:31: error: receiver names nobody who stands in staff.csv; correct it, or add the person there"),
        .init(
            "places.csv", "r-1,h-1", "r-1,r-1",
            "places.csv:2:35: warning: substitute is the receiver; name somebody else"),
        .init(
            "staff.csv", "r-1,示例六", "h-2,示例六",
            "places.csv:2:31: error: receiver names nobody who stands in staff.csv; correct it, or add the person there",
            "places.csv:3:14: error: receiver names nobody who stands in staff.csv; correct it, or add the person there",
            "staff.csv:7:1: error: this staff identifier stands in an earlier line; give each person their own"),
        .init(
            "staff.csv", "示例三,grid", "示例三,boss",
            "staff.csv:4:12: error: role must be one of duty, grid, helper, head, receiver"),
        .init(
            "staff.csv", "示例三,grid", "示例三,helper",
            "households.csv:2:5: warning: nobody in staff.csv has role grid for this grid; no door in it can be closed by name",
            "households.csv:3:5: warning: nobody in staff.csv has role grid for this grid; no door in it can be closed by name"),
        .init(
            "staff.csv", "示例三", "",
            "staff.csv:4:8: warning: name is empty; evidence by this person will look anonymous"),
        .init(
            "staff.csv", "19990000003", "",
            "staff.csv:4:17: warning: phone is empty; this person cannot be called"),
        .init(
            "staff.csv", "19990000003", "一九九",
            "staff.csv:4:17: error: phone is not one phone number of 3 to 15 digits"),
        .init(
            "staff.csv", "g1;g2,", "g1;g9,",
            "households.csv:2:5: warning: nobody in staff.csv has role grid for this grid; no door in it can be closed by name",
            "staff.csv:4:29: error: grids names a grid that neither households.csv nor zones.geojson has; correct it"),
        .init(
            "staff.csv", "g1;g2,head-1", "g1;g2,grid-1",
            "staff.csv:4:35: warning: substitute is the person's own identifier; name somebody else"),
        .init(
            "staff.csv", "g1;g2,head-1", "g1;g2,grid-9",
            "staff.csv:4:35: error: substitute names nobody who stands in staff.csv; correct it, or add the person there"),
    ]

    static let devices: [FindingsTests.Case] = [
        .init(
            "devices.csv", "ls-2,", "ls-1,",
            "zones.geojson:5:1: error: this audible outline belongs to a device that devices.csv does not have; correct its device",
            "devices.csv:3:1: error: this device stands in an earlier line; give each its own identifier"),
        .init(
            "devices.csv", "ls-1,loudspeaker", "ls-1,siren",
            "devices.csv:2:6: error: channel must be loudspeaker or display"),
        .init(
            "devices.csv", "gw-1,g1", "gw 1,g1",
            "devices.csv:2:18: error: gateway is not an identifier; use 1 to 64 letters, digits, dots, hyphens and underscores, the first a letter or digit"
        ),
        .init(
            "devices.csv", "gw-1,g1", "gw-1,g8",
            "devices.csv:2:23: error: grid names a grid that neither households.csv nor zones.geojson has; correct it"),
        .init(
            "devices.csv", ",20,2026-01-10", ",20,",
            "devices.csv:2:46: warning: accepted is empty; without a site acceptance what this loudspeaker plays proves nothing"),
        .init(
            "devices.csv", ",20,2026-01-10", ",20,2026-13-10",
            "devices.csv:2:46: error: accepted is not a day that exists; write it as 2026-07-01"),
        .init(
            "devices.csv", ",20,2026-01-10", ",20,2027-01-10",
            "devices.csv:2:46: warning: accepted lies in the future; correct the date"),
        .init(
            "devices.csv", ",20,2026-01-10", ",50000,2026-01-10",
            "devices.csv:2:43: error: radius_m is not a whole number from 0 to 5000",
            "devices.csv:2:43: warning: this loudspeaker has neither an audible outline nor coordinates with a radius; it reaches no household"
        ),
        .init(
            "devices.csv", ",20,2026-01-10", ",,2026-01-10",
            "devices.csv:2:43: warning: this loudspeaker has neither an audible outline nor coordinates with a radius; it reaches no household"
        ),
        .init(
            "devices.csv", "116.4001,39.9001,20", ",,20",
            "devices.csv:2:26: warning: this loudspeaker has neither an audible outline nor coordinates with a radius; it reaches no household"
        ),
    ]

    static let duty: [FindingsTests.Case] = [
        .init(
            "duty.csv", "2026-07-01 08:00", "2026-07-03 08:00",
            "duty.csv:3:1: warning: nobody is on duty from 2026-07-01T08:00 to 2026-07-03T08:00; fill the gap"),
        .init(
            "duty.csv", "2026-12-31", "2026-06-30",
            "duty.csv:2:1: warning: nobody is on duty after 2026-07-01T08:00; add shifts",
            "duty.csv:3:18: error: to does not lie after from; correct one of them"),
        .init(
            "duty.csv", "2026-07-01 08:00,2026-12-31,head-1;duty-1\n", "",
            "duty.csv:2:1: warning: nobody is on duty after 2026-07-01T08:00; add shifts"),
        .init(
            "duty.csv", "2026-07-01 08:00", "2026-07-01 25:00",
            "duty.csv:3:1: error: from is not a time that exists; write it as 2026-07-01T08:00:00+08:00, or 2026-07-01 08:00 in the community's zone"
        ),
        .init(
            "duty.csv", "head-1;duty-1", "head-1;duty-9",
            "duty.csv:3:29: error: staff names nobody who stands in staff.csv; correct it, or add the person there"),
        .init(
            "duty.csv", "head-1;duty-1", "",
            "duty.csv:3:29: error: staff is empty; write who is on duty, several parted by ;"),
        .init(
            "duty.csv", "2026-01-01T00:00:00.000+08:00,2026-07-01T08:00:00.000+08:00,duty-1\n2026-07-01 08:00", "2026-08-01",
            "duty.csv:2:1: warning: nobody is on duty before 2026-08-01T00:00, where the first shift begins"),
    ]

    static let exclusions: [FindingsTests.Case] = [
        .init(
            "exclusions.csv", "空置，敲门两次", "",
            "exclusions.csv:2:5: error: reason is empty; every exclusion needs one"),
        .init(
            "exclusions.csv", "空置，敲门两次", "示例四说全家外出",
            "exclusions.csv:2:5: error: reason goes into the journal: write it without names and phone numbers"),
        .init(
            "exclusions.csv", "空置，敲门两次", "外出，电话 13812345678",
            "exclusions.csv:2:5: error: reason goes into the journal: write it without names and phone numbers"),
        .init(
            "exclusions.csv", "2026-05-01,,", ",,",
            "exclusions.csv:2:13: error: since is empty; write the day from which it holds"),
        .init(
            "exclusions.csv", "2026-05-01,,", "2026-05-01,2026-04-01,",
            "exclusions.csv:2:24: error: until lies before since; correct one of them"),
        .init(
            "exclusions.csv", "head-1", "",
            "exclusions.csv:2:25: error: by is empty; write the staff identifier of who decided it"),
        .init(
            "exclusions.csv", "head-1", "王主任",
            "exclusions.csv:2:25: warning: by is not a staff identifier of staff.csv; the journal will show a pseudonym of it"),
    ]
}
