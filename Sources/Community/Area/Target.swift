public import Alerts

/// What decided which households an alert is for; the order is that of precedence.
public enum TargetRule: String, Codable, Hashable, Sendable, CaseIterable {
    /// A polygon or circle of the alert.
    case shape
    /// A division code of the alert.
    case geocode
    /// Neither was there, or none that could be understood: the whole community.
    case community
}

/// Whom an alert is for.
public struct Target: Hashable, Sendable {
    /// What decided it.
    public var rule: TargetRule
    /// The households.
    public var households: HouseholdSet
    /// The indexes of the places with a receiver, ascending.
    public var places: [Int]

    /// A target by its rule and members.
    public init(rule: TargetRule, households: HouseholdSet, places: [Int]) {
        self.rule = rule
        self.households = households
        self.places = places
    }

    /// Whether the alert is for nobody here.
    public var isEmpty: Bool { households.isEmpty && places.isEmpty }
}

extension Register {
    /// Whom an alert with these areas is for: their union. For each area its polygons and circles decide; without any that
    /// enclose something, its division codes; without any that are understood, it means the whole community, as does an alert
    /// without areas. Where areas were decided by different rules, the target carries the first of `TargetRule` among those
    /// that put somebody in it.
    ///
    /// A household with coordinates is in a shape if it lies inside. One without is in it if the outline of its grid touches
    /// it; without an outline, if a neighbour of its grid with coordinates lies inside; without those, always. Nobody is left
    /// out because a cell is empty. A circle of radius 0 stands for the grid around that point.
    public func target(of areas: [Area]) -> Target {
        let parts = areas.isEmpty ? [everyone] : areas.map(target(of:))
        let rules = parts.filter { !$0.isEmpty }.map(\.rule)
        let rule = TargetRule.allCases.first { rules.contains($0) } ?? parts[0].rule
        let places = Set(parts.flatMap(\.places)).sorted()
        return Target(rule: rule, households: parts.reduce(HouseholdSet()) { $0.union($1.households) }, places: places)
    }

    private var everyone: Target {
        Target(rule: .community, households: HouseholdSet(all: householdCount), places: Array(places.indices))
    }

    private func target(of area: Area) -> Target {
        let circles = area.circles.filter(isUsable)
        let shapes = area.polygons.filter(isUsable).compactMap(Shape.init) + circles.map(Shape.init)
        if !shapes.isEmpty { return target(in: shapes, points: circles.filter { $0.radiusKilometres == 0 }.map(\.centre)) }
        // Some writers put several codes into one value, parted by commas.
        let codes = area.geocodes.flatMap { geocode in
            geocode.value.split { " ,;\t\r\n，；、".contains($0) }.map {
                NamedValue(valueName: geocode.valueName, value: String($0))
            }
        }
        let decision = AreaDecision.decide([Area(areaDesc: "", geocodes: codes)], community: DivisionCode(profile.id))
        guard decision.basis == .geocode else { return everyone }
        return decision.isWholeCommunity
            ? Target(rule: .geocode, households: everyone.households, places: everyone.places)
            : Target(rule: .geocode, households: HouseholdSet(), places: [])
    }

    /// A shape counts if it lies on the earth; some writers go past ±180°.
    private func isUsable(_ polygon: Polygon) -> Bool { polygon.points.allSatisfy(isOnEarth) }

    private func isUsable(_ circle: Circle) -> Bool {
        isOnEarth(circle.centre) && circle.radiusKilometres >= 0 && circle.radiusKilometres.isFinite
    }

    private func isOnEarth(_ point: Coordinate) -> Bool { abs(point.latitude) <= 90 && abs(point.longitude) <= 360 }

    private func target(in shapes: [Shape], points: [Coordinate]) -> Target {
        var inside = HouseholdSet()
        for shape in shapes {
            inside = inside.union(HouseholdSet(ascending: spatial.indexes(in: shape, positions: households.positions)))
        }
        let grids = gridsConcerned(by: shapes, points: points, inside: inside)
        let unplaced = households.positions.indices.lazy.filter {
            !self.households.positions[$0].isKnown && grids.unplaced[Int(self.households.grids[$0])]
                || grids.whole[Int(self.households.grids[$0])]
        }
        let all = inside.union(HouseholdSet(ascending: unplaced.map { UInt32($0) }))
        let concerned = places.indices.filter { index in
            let place = places[index]
            if grids.whole[Int(place.grid)] { return true }
            return place.coordinate.map { point in shapes.contains { $0.contains(point) } } ?? grids.unplaced[Int(place.grid)]
        }
        return Target(rule: .shape, households: all, places: concerned)
    }

    /// By grid: whether what has no coordinates there is concerned, and whether everything there is.
    private func gridsConcerned(by shapes: [Shape], points: [Coordinate], inside: HouseholdSet) -> (
        unplaced: [Bool], whole: [Bool]
    ) {
        var hasPlaced = [Bool](repeating: false, count: grids.count)
        var hasInside = [Bool](repeating: false, count: grids.count)
        for index in 0..<households.count where households.positions[index].isKnown {
            hasPlaced[Int(households.grids[index])] = true
        }
        inside.forEach { hasInside[Int(households.grids[Int($0)])] = true }
        var unplaced: [Bool] = []
        var whole: [Bool] = []
        for (index, grid) in grids.enumerated() {
            let outlines = zones.grids[grid] ?? []
            if outlines.isEmpty {
                unplaced.append(hasPlaced[index] ? hasInside[index] : touchesCommunity(shapes))
            } else {
                unplaced.append(outlines.contains { shapes.contains(where: $0.touches) })
            }
            whole.append(outlines.contains { points.contains(where: $0.contains) })
        }
        return (unplaced, whole)
    }

    /// Whether a shape touches the outline of the community; true where that is not known either.
    private func touchesCommunity(_ shapes: [Shape]) -> Bool {
        zones.community.isEmpty || zones.community.contains { shapes.contains(where: $0.touches) }
    }
}
