import Findings
import Foundation
import Ingest
import ReportModel
import Schemas
import Testing

@testable import Validate

/// The two example reports of the format, read from their files and checked against the city's own plan.
@Suite("The example reports against the real plan")
struct RealPlanTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private let catalogue: Catalogue
  private let reader: ReportReader

  init() throws {
    var files: [SchemaFile] = []
    let folder = Self.root.appending(path: "Schemas")
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      guard let bytes = try? Data(contentsOf: folder.appending(path: path)) else { continue }
      files.append(SchemaFile(name: path, bytes: [UInt8](bytes)))
    }
    catalogue = try readCatalogue(files) { _ in "" }.0
    let schema = try #require(files.first { $0.name == "report.xsd" })
    reader = ReportReader(reportSchema: schema.bytes)
  }

  private func review(_ file: String) throws -> Review {
    let url = Self.root.appending(path: "Tests/IngestTests/Samples/\(file)")
    let reading = try reader.read([UInt8](Data(contentsOf: url)), fileName: file)
    let draft = try #require(reading.draft)
    let identification = identify(draft, in: catalogue)
    let identity = try #require(identification.identity)
    let plan = try #require(catalogue.plan(identity.plan))
    return Validate.review(
      draft, ingestFindings: reading.findings + identification.findings,
      in: ValidationContext(
        catalogue: catalogue,
        roster: Roster(catalogue, programme: plan.programme, period: identity.period), plan: plan,
        identity: identity, workspaceUnit: "610700", channel: .openInbox, digest: "", receivedAt: 0))
  }

  private func absent(_ review: Review) -> [String] {
    review.findings.filter { $0.code == "V1024" }.flatMap { finding in
      finding.facts["indicators"]?.split(separator: " ").map(String.init) ?? []
    }
  }

  @Test("汉台区 by XML: taken as it stands, its funds converted, what it left out asked for")
  func hantai() throws {
    let review = try review("610702_2024-Q3.xml")
    #expect(review.outcome == .questions)
    #expect(Set(review.findings.map(\.code)) == ["V1015", "V1024", "V4007"])
    #expect(review.figureCount == 8)
    #expect(
      // In file order: what the file does not mention at all comes first.
      absent(review) == [
        "farmers-trained", "labour-trained", "skills-trained", "entrepreneurship-trained",
        "public-science-beneficiaries", "volunteer-activities",
      ])
    let submission = try #require(review.submission)
    func values(_ id: IndicatorID) -> FigureValues? {
      submission.observations.first { $0.indicator == id }?.values
    }
    #expect(values("std-funds") == FigureValues(inPeriod: Amount("12.5")))
    #expect(values("key-teachers") == FigureValues(inPeriod: 61, yearToDate: 180, planToDate: 900))
    #expect(values("three-heads-coverage") == FigureValues(numerator: 15, denominator: 18))
    #expect(values("volunteers") == FigureValues(atEnd: 2680))
    #expect(
      submission.observations.first { $0.indicator == "public-science-events" }?.status == .notApplicable)
    #expect(submission.statuses["hz-35"] == .recurring)
    #expect(submission.paragraphs.map(\.kind) == [.progress, .problems, .next])
    #expect(
      submission.explanations == [
        Explanation(
          rule: "V4003", indicator: "key-teachers", task: "hz-06", text: "暑期集中培训，本季人数高于往季。")
      ])
    #expect(submission.observations.allSatisfy { !$0.isProvisional })
  }

  @Test("南郑区 by CSV: taken as it stands, with the cells of what it says")
  func nanzheng() throws {
    let review = try review("610703_2024-Q3.csv")
    #expect(review.outcome == .questions)
    #expect(review.findings.allSatisfy { $0.severity != .hard })
    #expect(review.figureCount == 5)
    #expect(absent(review).contains("volunteers"))
    let teachers = try #require(review.submission?.observations.first { $0.indicator == "key-teachers" })
    #expect(teachers.values == FigureValues(inPeriod: 58, yearToDate: 171, planToDate: 866))
    #expect(teachers.line == 10)
  }
}
