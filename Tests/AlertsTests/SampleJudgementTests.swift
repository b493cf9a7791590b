import Alerts
import Testing

/// What both judgements say about every sample, as its manifest wants.
struct SampleJudgementTests {
    struct Expectation: Sendable, CustomTestStringConvertible {
        let name: String
        /// The rules under which the strict judgement finds errors; none means valid.
        let errors: Set<String>
        /// How many alerts intake reads; none means refused.
        let alerts: Int
        var testDescription: String { name }

        init(_ name: String, errors: Set<String> = [], alerts: Int = 1) {
            self.name = name
            self.errors = errors
            self.alerts = alerts
        }
    }

    static let table = [
        Expectation("at_geosphere_meteoalarm_update.xml"),
        Expectation("au_nsw_rfs_2infos_circles.cap"),
        Expectation("ca_ec_cap-cp_2sig_2013.cap"),
        Expectation("ca_eccc_naad_update_2sig.xml"),
        Expectation(
            "ch_alertswiss_status_Test.xml",
            errors: ["cap.element.order", "cap.element.required", "cap.references.self"]),
        Expectation("cn_cma_baoding_lightning_yellow.xml"),
        Expectation("de_dwd_polygon_altitude.xml"),
        Expectation("de_dwd_update_3pt_polygon.xml", errors: ["cap.polygon.points"]),
        Expectation("dz_meteo_empty_desc_rel_web.xml", errors: ["cap.web.absolute"]),
        Expectation("feed_atom_index.atom", errors: ["document.kind"], alerts: 0),
        Expectation("feed_atom_no_link.atom", errors: ["document.kind"], alerts: 0),
        Expectation("feed_edxl_valid.edxlde", alerts: 7),
        Expectation("feed_rss_au_bom.rss", errors: ["document.kind"], alerts: 0),
        Expectation("feed_rss_invalid.rss", errors: ["document.kind"], alerts: 0),
        Expectation("fr_meteofrance_4areas_NUTS3.xml"),
        Expectation("gdacs_eq_longitude_below_-180.xml", errors: ["cap.polygon.range"]),
        Expectation("gdacs_wf_parentheses_polygon.xml", errors: ["cap.polygon.form"]),
        Expectation("kz_no_description_effective.xml"),
        Expectation("mo_smg_monsoon_3lang_allclear.xml", errors: ["cap.references.self"]),
        Expectation("oasis_a3_update_circle_radius0.xml"),
        Expectation("oasis_a4_amber_multilingual.xml"),
        Expectation("oasis_cap11_namespace.xml", errors: ["cap.namespace", "cap.element.required"]),
        Expectation("rs_hidmet_polygon_after_geocode.xml", errors: ["cap.element.order"]),
        Expectation("sig_sc_invalid_certificate.xml", errors: ["cap.signature.base64"]),
        Expectation("sig_sc_invalid_signature.xml", errors: ["cap.signature.base64"]),
        Expectation("sig_sc_none.xml"),
        Expectation("sig_sc_valid.xml"),
        Expectation("t_bz_prefix_missing_sender.xml", errors: ["cap.element.required"], alerts: 0),
        Expectation(
            "t_cap11_empty_enums_trailing_comma.cap",
            errors: ["cap.namespace", "cap.enumeration", "cap.polygon.form"]),
        Expectation("t_missing_scope.cap", errors: ["cap.element.required"]),
        Expectation("t_not_a_cap_document.xml", errors: ["document.kind"], alerts: 0),
        Expectation("t_update_empty_references.cap", errors: ["cap.references.required"]),
        Expectation("t_xxe_external_entity.cap", errors: ["document.doctype"], alerts: 0),
        Expectation("us_ipaws_alert_signed_resource.xml"),
        Expectation("us_nws_hawaii_update_geocodes.xml"),
        Expectation("us_usgs_iso8859-1_signed.cap"),
    ]

    @Test("The table names every sample of the manifest") func tableIsComplete() {
        #expect(SampleJudgementTests.table.map(\.name).sorted() == Samples.names.sorted())
        #expect(Samples.names.count == 36)
    }

    @Test("Strict judgement", arguments: table) func strict(_ expected: Expectation) throws {
        let errors = CAPValidator.findings(try Samples.bytes(expected.name)).filter { $0.level == .error }
        #expect(Set(errors.map(\.rule)) == expected.errors, "\(errors.map(\.description).joined(separator: "\n"))")
    }

    @Test("Intake", arguments: table) func intake(_ expected: Expectation) throws {
        let bytes = try Samples.bytes(expected.name)
        guard expected.alerts > 0 else {
            #expect(throws: AlertRefusal.self) { try AlertDocument.read(bytes) }
            return
        }
        let received = try AlertDocument.read(bytes)
        #expect(received.count == expected.alerts)
        for one in received { #expect(one.alert.infos.contains { $0.saysSomething }) }
        let noted = Set(received.flatMap(\.findings).filter { $0.level == .error }.map(\.rule))
        #expect(expected.errors.isSubset(of: noted))
    }
}
