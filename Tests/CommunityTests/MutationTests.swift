import Alerts
import Community
import Testing

/// Whatever is done to the files, reading them ends, and gives a register that holds together or none.
struct MutationTests {
    private static let original = ExampleRegister.texts.mapValues { Array($0.utf8) }

    @Test("seeded mutations never crash and never give half a register", arguments: 0..<8)
    func mutations(_ part: Int) throws {
        let previous = try #require(ExampleRegister.read().register)
        var accepted = 0
        for number in 0..<250 {
            let seed = UInt64(part * 250 + number)
            var chance = SeededChance(seed: seed)
            var files = MutationTests.original
            for _ in 0..<Int.random(in: 1...4, using: &chance) { MutationTests.mutate(&files, &chance) }
            let reading = Register.read(RegisterFiles(files), today: ExampleRegister.today, previous: previous)
            MutationTests.check(reading, seed)
            if reading.register != nil { accepted += 1 }
        }
        #expect((1..<250).contains(accepted), "of part \(part)")
    }

    @Test("files cut off at any byte never crash; a cut inside a row is an error")
    func cuts() {
        for (name, bytes) in MutationTests.original {
            for length in stride(from: 0, to: bytes.count, by: name == "households.csv" ? 1 : 7) {
                var files = MutationTests.original
                files[name] = Array(bytes.prefix(length))
                let reading = Register.read(RegisterFiles(files), today: ExampleRegister.today, previous: nil)
                MutationTests.check(reading, UInt64(length))
                guard name == "households.csv", length > 0, bytes[length - 1] != 0x0A, bytes[length] != 0x0A else { continue }
                let row = bytes.prefix(length).split(separator: 0x0A).last ?? []
                if row.count(where: { $0 == 0x2C }) < 9 { #expect(reading.register == nil, "cut at \(length)") }
            }
        }
    }

    private static func mutate(_ files: inout [String: [UInt8]], _ chance: inout SeededChance) {
        let name = RegisterFiles.names.randomElement(using: &chance)!
        guard var bytes = files[name], !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &chance)
        switch Int.random(in: 0..<8, using: &chance) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &chance)
        case 1: bytes[place] = Array(",;\"\n\r-{}[]:@.0".utf8).randomElement(using: &chance)!
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...20, using: &chance)))
        case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 30)], at: place)
        case 4: bytes.removeSubrange(place...)
        case 5: bytes.insert(contentsOf: Array(repeating: bytes[place], count: 300), at: place)
        case 6: bytes = bytes.split(separator: 0x0A).map(Array.init).shuffled(using: &chance).joined(separator: [0x0A]).map { $0 }
        default: files[name] = nil
        }
        if files[name] != nil { files[name] = bytes }
    }

    private static func check(_ reading: RegisterReading, _ seed: UInt64) {
        let hasError = reading.findings.contains { $0.severity == .error }
        #expect((reading.register == nil) == hasError, "seed \(seed)")
        #expect(reading.findings.allSatisfy { $0.line >= 1 && $0.column >= 1 && !$0.text.isEmpty }, "seed \(seed)")
        guard let register = reading.register else { return }
        let households = UInt32(register.householdCount)
        let staff = UInt32(register.staff.count)
        let grids = UInt16(register.grids.count)
        #expect(households > 0, "seed \(seed)")
        for index in 0..<households {
            let household = register.household(index)
            #expect(
                household.grid < grids && household.residents >= 1 && household.migrants <= household.residents, "seed \(seed)")
            #expect(register.index(ofHousehold: household.household) == index, "seed \(seed)")
        }
        #expect(
            register.vulnerable.allSatisfy { $0.household < households && $0.helpers.allSatisfy { $0 < staff } }, "seed \(seed)")
        #expect(register.places.allSatisfy { $0.grid < grids && $0.receivers.allSatisfy { $0 < staff } }, "seed \(seed)")
        #expect(register.duty.allSatisfy { $0.staff < staff && $0.from < $0.to }, "seed \(seed)")
        #expect(register.devices.allSatisfy { HouseholdSet(all: Int(households)).isSuperset(of: $0.reach) }, "seed \(seed)")
    }
}
