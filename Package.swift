// swift-tools-version: 6.2
import PackageDescription

/// Language mode 6 everywhere; a warning in our own code is a fault to be mended, so it stops the build.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
]

/// `make fuzz` builds only what it reads, made to tell libFuzzer which ways were gone.
let isFuzzing = Context.environment["CENGBAO_FUZZ"] != nil
let instrumented: [SwiftSetting] = isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer"])] : []

func stage(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict + instrumented)
}

func suite(_ name: String, _ dependencies: [Target.Dependency], data: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["TestKit"], exclude: data, swiftSettings: strict)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "Cengbao",
  products: [
    .executable(name: "cengbao", targets: ["Command"]),
    .executable(name: "cengbao-bench", targets: ["Bench"]),
    // Loaded into the program by the crash tests; no other product holds it.
    .library(name: "FaultInjection", type: .dynamic, targets: ["FaultInjection"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // System libraries.
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),

    // Foundations.
    stage("ReportModel"),
    stage("Findings", ["ReportModel"]),
    stage("Formats", ["CLibXML2", "CLibZip", "CZlib", "CXlsxWriter"]),
    stage("Schemas", ["ReportModel", "Findings", "Formats"]),
    stage("Spool", [crypto]),
    stage("Store", ["ReportModel", "Findings", grdb, sqlite, crypto]),

    // Stages, in the order of the pipeline.
    stage("Ingest", ["ReportModel", "Findings", "Formats"]),
    stage("Validate", ["ReportModel", "Findings"]),
    stage("Aggregate", ["ReportModel", "Findings"]),
    stage("Export", ["ReportModel", "Findings", "Formats"]),
    stage("Submit", ["ReportModel", "Findings", "Spool"]),

    // Where the stages meet, and the executable.
    stage(
      "Pipeline",
      [
        "ReportModel", "Findings", "Formats", "Schemas", "Spool", "Store", "Ingest", "Validate",
        "Aggregate", "Export", "Submit", "CMalloc", logging,
      ]),
    .executableTarget(
      name: "Command", dependencies: ["ReportModel", "Findings", "Pipeline", arguments],
      swiftSettings: strict),

    // Measures the program from outside, as a process; see BENCHMARKS.md.
    .executableTarget(name: "Bench", dependencies: ["CXlsxWriter", arguments], swiftSettings: strict),

    stage("TestKit", ["ReportModel", "Findings", "Formats", "Schemas", "Ingest", "Validate"]),
    suite("Architecture", []),
    suite("ReportModel", ["ReportModel"]),
    suite("Findings", ["Findings"]),
    suite("Formats", ["Formats"]),
    suite("Schemas", ["Schemas", "Formats"]),
    suite("Spool", ["Spool"]),
    suite("Store", ["Store"]),
    suite("Ingest", ["Ingest", "Schemas"], data: ["Samples"]),
    suite("Validate", ["Validate", "Ingest", "Schemas"]),
    suite("Aggregate", ["Aggregate", "Validate", "Schemas"]),
    suite("Export", ["Export", "Aggregate", "Ingest", "Schemas", "Validate", "Formats"], data: ["Golden"]),
    suite("Submit", ["Submit", "Spool"]),
    suite("Pipeline", ["Pipeline"]),
    suite("Command", ["Command"]),
    suite("Crash", ["Store"]),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "ReportModel", "Findings", "Formats", "Schemas", "Ingest", "Validate", "Export", "TestKit",
      ],
      path: "Tests/Fuzz/Targets", swiftSettings: strict + instrumented),
    .testTarget(
      name: "FuzzTests", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Replay", swiftSettings: strict),
    .target(
      name: "FaultInjection", path: "Tests/FaultInjection", cSettings: [.treatAllWarnings(as: .error)]),
  ]
)

if isFuzzing {
  package.products.append(.executable(name: "fuzz", targets: ["FuzzProgram"]))
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzz/Driver"),
    .executableTarget(
      name: "FuzzProgram", dependencies: ["FuzzTargets", "CLibFuzzer"], path: "Tests/Fuzz/Program",
      swiftSettings: strict, linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
  ]
}
