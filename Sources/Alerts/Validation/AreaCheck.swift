/// The rules about one area (CAP 1.2 §3.2.4).
enum AreaCheck {
    static func check(_ area: Element, _ list: inout FindingList) {
        var places = 0
        for child in area.children where !list.isFull {
            switch child.name {
            case "polygon": polygon(child, &list)
            case "circle": circle(child, &list)
            case "geocode": break
            default: continue
            }
            if !child.isBlank { places += 1 }
        }
        if places == 0 {
            list.add(
                .warning, "cap.area.place", at: area,
                "The area has neither polygon nor circle nor geocode; receivers can only guess where it is.")
        }
        heights(area, &list)
    }

    private static func heights(_ area: Element, _ list: inout FindingList) {
        guard let ceiling = area.first("ceiling") else { return }
        guard let altitude = area.first("altitude") else {
            list.add(.error, "cap.ceiling", at: ceiling, "ceiling needs an altitude beside it.")
            return
        }
        if let low = ValueForm.decimal(altitude.bytes), let high = ValueForm.decimal(ceiling.bytes), high < low {
            list.add(.error, "cap.ceiling", at: ceiling, "ceiling is lower than altitude.")
        }
    }

    private static func polygon(_ element: Element, _ list: inout FindingList) {
        guard let points = ShapeText.pairs(element.bytes), !points.isEmpty else {
            list.add(
                .error, "cap.polygon.form", at: element,
                "The polygon is not a list of pairs latitude,longitude separated by blanks.")
            return
        }
        if points.count < 4 {
            list.add(.error, "cap.polygon.points", at: element, "The polygon has \(points.count) points; it needs at least 4.")
        }
        if points.first != points.last {
            list.add(.error, "cap.polygon.closed", at: element, "The polygon is not closed: its last point is not its first.")
        }
        if let point = points.first(where: { !$0.isOnEarth }) {
            list.add(
                .error, "cap.polygon.range", at: element,
                "\(point.latitude),\(point.longitude) lies outside -90…90 and -180…180; is it latitude,longitude?")
        }
        if points.count >= 4, SelfCrossing.exists(in: points) == true {
            list.add(.warning, "cap.polygon.crossing", at: element, "The outline of the polygon crosses itself.")
        }
    }

    private static func circle(_ element: Element, _ list: inout FindingList) {
        guard let circle = ShapeText.circle(element.bytes) else {
            list.add(
                .error, "cap.circle.form", at: element,
                "The circle is not latitude,longitude, a blank, and a radius in kilometres.")
            return
        }
        if !circle.centre.isOnEarth {
            list.add(
                .error, "cap.circle.range", at: element,
                "\(circle.centre.latitude),\(circle.centre.longitude) lies outside -90…90 and -180…180.")
        }
        if circle.radiusKilometres < 0 {
            list.add(.error, "cap.circle.radius", at: element, "The radius of the circle is negative.")
        }
    }
}
