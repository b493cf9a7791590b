import Alerts
import Coverage
import Foundation
import Record

/// Coverage of one alert as lines for a terminal.
struct CoverageView {
    let report: CoverageReport
    /// The alert as accepted.
    let accepted: AlertAccepted
    /// Who is missing and why; nil for an alert that is closed.
    let missing: MissingHouseholds?
    let zone: TimeZone
    let style: Style
    let columns: Int

    /// All lines.
    var lines: [String] { heading + [""] + rate + [""] + groups + times + [""] + channels + [""] + grids + reasons }

    /// The lines for a place with little room.
    var shortLines: [String] { heading + rate + times + [""] + grids + reasons }

    private func time(_ moment: Moment) -> String { Figures.time(moment.stamped(in: zone)) }

    private var heading: [String] {
        let mark = report.status == .actual ? "" : "【\(report.status == .exercise ? "演练 DRILL" : report.status.rawValue)】"
        let title = Text("\(mark)\(accepted.event) \(ColourName.text(accepted.effectiveColour))", .strong)
        let end = report.ended.map { "  已结束 ended: \($0)" } ?? ""
        return [
            style.paint(title) + "  " + style.paint(Text("\(report.alert) \(accepted.msgType.rawValue)", .faint)) + end,
            "起算 start \(time(report.start))   截至 as of \(time(report.asOf))   范围 area by \(accepted.rule)",
        ]
    }

    private var rate: [String] {
        let figures = Figures.rate(report)
        let look: Text.Look = report.missing.households == 0 ? .good : .strong
        let bar = CoverageBar.text(
            covered: report.covered.residents, unknown: report.unknown.residents, of: report.target.residents,
            columns: max(10, min(60, columns - 34)), style: style)
        var lines = ["覆盖 coverage  \(bar)  " + style.paint(Text(figures, look))]
        if report.unknown.households > 0 {
            lines.append(
                "  其中\(report.unknown.households)户情况不明 (\(report.unknown.households) of them unknown: no answer can come)")
        }
        if report.away.households > 0 { lines.append("  另有\(report.away.households)户不在家，不计入 (away, not counted)") }
        return lines
    }

    private var groups: [String] {
        var table = Table([.left(""), .right("对象 target"), .right("已覆盖 covered"), .right("未覆盖 missing"), .right("比例 rate")])
        func row(_ name: String, _ part: KeyPath<CoverageReport.Counts, Int>) {
            let (whole, done, left) = (report.target[keyPath: part], report.covered[keyPath: part], report.missing[keyPath: part])
            table.add([
                Text(name), Text("\(whole)"), Text("\(done)"), Text("\(left)", left > 0 ? .poor : .plain),
                Text(Figures.percent(done, of: whole)),
            ])
        }
        row("居民 residents", \.residents)
        row("户 households", \.households)
        row("脆弱人员 vulnerable", \.vulnerable)
        row("流动人口 migrants", \.migrants)
        row("场所 places", \.places)
        return table.lines(style: style)
    }

    private var times: [String] {
        let grade = report.grade
        let seconds = report.seconds
        let verdict: Text =
            switch report.withinDeadline {
            case true?: Text("按时完成 within the deadlines", .good)
            case false?: Text("逾期 not within the deadlines", .bad)
            case nil: Text(accepted.clock ? "未到时限 not decided yet" : "无时限 no clock of its own", .faint)
            }
        return [
            "",
            "等级 grades     发出 sent \(Figures.percent(grade.sent))  到达 reached \(Figures.percent(grade.reached))  "
                + "确认 confirmed \(Figures.percent(grade.confirmed))  当面 told \(Figures.percent(grade.told))",
            "用时 time to    50% \(Figures.duration(seconds.p50))  90% \(Figures.duration(seconds.p90))  "
                + "99% \(Figures.duration(seconds.p99))  全部 all \(Figures.duration(seconds.all))",
            "时限 deadlines  全部户 households \(deadline(report.deadline.households))  "
                + "脆弱人员 vulnerable \(deadline(report.deadline.vulnerable))  " + style.paint(verdict),
        ]
    }

    private func deadline(_ moment: Moment?) -> String {
        guard let moment else { return "–" }
        let left = (moment - report.asOf).seconds
        let clock = Figures.clock(moment.stamped(in: zone))
        return left > 0 ? "\(clock) (剩 \(Figures.duration(left)) left)" : clock
    }

    private var channels: [String] {
        guard !report.channels.isEmpty else { return ["渠道 channels: nothing is planned yet"] }
        var table = Table([
            .left("渠道 channel"), .right("投递 deliveries"), .right("发出 dispatched"), .right("送达 delivered"), .right("播放 presented"),
            .right("确认 confirmed"), .right("失败 failed"),
        ])
        for row in report.channels {
            table.add([
                Text(ChannelName.text(row.channel)), Text("\(row.deliveries)"), Text("\(row.dispatched)"),
                Text("\(row.delivered)"),
                Text("\(row.presented)"), Text("\(row.confirmed)"), Text("\(row.failed)", row.failed > 0 ? .bad : .plain),
            ])
        }
        return table.lines(style: style)
    }

    private var grids: [String] {
        var table = Table([.left("网格 grid"), .left(""), .right("户 households"), .right("未覆盖 missing"), .right("居民 residents")])
        for grid in report.grids {
            let left = grid.households - grid.covered
            let bar = CoverageBar.text(
                covered: grid.residentsCovered, unknown: 0, of: grid.residents, columns: 20, style: .plain)
            table.add([
                Text(grid.grid), Text(bar, left == 0 ? .good : .plain), Text("\(grid.covered)/\(grid.households)"),
                Text("\(left)", left > 0 ? .poor : .plain), Text(Figures.percent(grid.residentsCovered, of: grid.residents)),
            ])
        }
        return table.lines(style: style)
    }

    private var reasons: [String] {
        guard let missing, !missing.households.isEmpty else { return [] }
        var table = Table([.left("未覆盖 not covered"), .right("户 households"), .right("居民 residents"), .left("原因 why")])
        for count in missing.counts {
            table.add([Text(count.grid), Text("\(count.households)"), Text("\(count.residents)"), Text(count.reason.text)])
        }
        return [""] + table.lines(style: style)
    }
}

/// Colours of warnings in words, Chinese first.
enum ColourName {
    static func text(_ colour: Colour) -> String {
        switch colour {
        case .blue: "蓝色 blue"
        case .yellow: "黄色 yellow"
        case .orange: "橙色 orange"
        case .red: "红色 red"
        }
    }
}
