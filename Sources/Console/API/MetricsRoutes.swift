import Alerts
import Community
import Coverage
import Dissemination
import Hummingbird
import Record

/// `GET /metrics`: figures for operators in Prometheus' text format, for whoever is local or signed in.
struct MetricsRoutes: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("metrics") { request, context -> Response in
            guard context.isLocal && context.address == context.peer || desk.gate.caller(request) != nil else {
                throw Problem.unauthorised
            }
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: try await text())))
        }
    }

    private func text() async throws -> String {
        let (tallies, lines, inForce, held) = try await desk.chronicle.read {
            ($0.tallies, $0.lines, $0.inForce.count, $0.held.count)
        }
        var metrics = MetricsText()
        Self.add(tallies, to: &metrics)
        metrics.gauge("tocsin_alerts_in_force", "Alerts in force.", [([:], Double(inForce))])
        metrics.gauge("tocsin_alerts_held", "Alerts that wait for the duty officer.", [([:], Double(held))])
        metrics.gauge("tocsin_journal_lines", "Lines of the journal.", [([:], Double(lines))])
        try await addCoverage(to: &metrics)
        await addState(to: &metrics)
        return metrics.text
    }

    private static func add(_ tallies: Tallies, to metrics: inout MetricsText) {
        func counter(_ name: String, _ metric: String, _ help: String, _ labels: [String]) {
            let samples = tallies.counts.keys.filter { $0.name == name }.sorted().map { key in
                (
                    Dictionary(zip(labels, key.labels), uniquingKeysWith: { first, _ in first }).filter { !$0.value.isEmpty },
                    Double(tallies.counts[key] ?? 0)
                )
            }
            metrics.counter(metric, help, samples)
        }
        counter("alerts", "tocsin_alerts_total", "Messages by what became of them first.", ["fate", "status"])
        counter("deliveries", "tocsin_deliveries_total", "Deliveries that got to a stage.", ["channel", "stage"])
        counter("failures", "tocsin_delivery_failures_total", "Failed tries by reason.", ["channel", "reason"])
        counter("repeats", "tocsin_delivery_repeats_total", "Commands that went out again.", ["channel"])
        counter("receipts", "tocsin_receipts_total", "Receipts by what they were worth.", ["result", "reason"])
        metrics.histogram(
            "tocsin_dispatch_seconds", "Time from acceptance to the first dispatch of a delivery.", tallies.dispatch)
    }

    private func addCoverage(to metrics: inout MetricsText) async throws {
        let now = desk.now
        let reports = try await desk.state { state in
            state.coverage.order.compactMap { state.coverage.alerts[$0]?.report(asOf: now) }
        }
        func samples(_ figure: (CoverageReport) -> Double?) -> [([String: String], Double)] {
            reports.compactMap { report in
                figure(report).map { (["alert": "\(report.alert)", "status": report.status.rawValue], $0) }
            }
        }
        metrics.gauge("tocsin_coverage_rate", "Share of residents covered, by open alert.", samples(\.rate))
        metrics.gauge(
            "tocsin_missing_households", "Households not covered, by open alert.", samples { Double($0.missing.households) })
        let waiting = try await desk.state { state in
            state.coverage.alerts.values.flatMap(\.deliveries).reduce(into: [String: Int]()) { sums, table in
                sums[table.channel.rawValue, default: 0] += table.endpoints.indices.count { !table.isSettled($0) }
            }
        }
        metrics.gauge(
            "tocsin_queue_depth", "Deliveries that are not settled, by channel: the outbox of the journal.",
            waiting.sorted { $0.key < $1.key }.map { (["channel": $0.key], Double($0.value)) })
        metrics.gauge(
            "tocsin_seconds_to_half", "Seconds until half of the residents were covered, by open alert.", samples(\.seconds.p50))
    }

    private func addState(to metrics: inout MetricsText) async {
        let readiness = await desk.backstage.readiness()
        let parts = [("broker", readiness.broker), ("journal", readiness.journal), ("register", readiness.register)]
        metrics.gauge("tocsin_ready", "Whether a part of the service works.", parts.map { (["part": $0.0], $0.1 ? 1 : 0) })
        let (listeners, dropped) = desk.events.counts
        metrics.gauge("tocsin_event_listeners", "Listeners of server-sent events.", [([:], Double(listeners))])
        metrics.counter(
            "tocsin_event_listeners_dropped_total", "Listeners dropped because they did not keep up.", [([:], Double(dropped))])
    }
}

/// Prometheus' text format 0.0.4.
struct MetricsText {
    private(set) var text = ""

    mutating func counter(_ name: String, _ help: String, _ samples: [([String: String], Double)]) {
        add(name, "counter", help, samples)
    }

    mutating func gauge(_ name: String, _ help: String, _ samples: [([String: String], Double)]) {
        add(name, "gauge", help, samples)
    }

    private mutating func add(_ name: String, _ type: String, _ help: String, _ samples: [([String: String], Double)]) {
        head(name, type, help)
        for (labels, value) in samples { line(name, labels, value) }
    }

    mutating func histogram(_ name: String, _ help: String, _ histogram: Histogram) {
        head(name, "histogram", help)
        for (bound, count) in zip(histogram.bounds, histogram.counts) {
            line("\(name)_bucket", ["le": "\(bound)"], Double(count))
        }
        line("\(name)_bucket", ["le": "+Inf"], Double(histogram.total))
        line("\(name)_sum", [:], histogram.sum)
        line("\(name)_count", [:], Double(histogram.total))
    }

    private mutating func head(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private mutating func line(_ name: String, _ labels: [String: String], _ value: Double) {
        let inner = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        let number = value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
        text += "\(name)\(inner.isEmpty ? "" : "{\(inner)}") \(number)\n"
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for character in value.unicodeScalars {
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(character)
            }
        }
        return text
    }
}
