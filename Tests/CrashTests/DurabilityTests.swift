import Foundation
import Testing

extension CrashTests {
  @Suite("On the disk before it is told") struct OnDisk {
    @Test("Nothing that a command changed is left to the system when it ends", arguments: Scenario.steps)
    func nothingIsLeft(step: Scenario.Step) throws {
      let calls = try #require(Stage.all.first).reference(step).calls
      var unwritten = Unwritten()
      for call in calls { unwritten.follow(call) }
      #expect(unwritten.all.isEmpty, "\(unwritten.all.sorted())")
    }

    @Test("A dropped file goes only when its copy is on the disk", arguments: Scenario.steps)
    func copyFirst(step: Scenario.Step) throws {
      let calls = try #require(Stage.all.first).reference(step).calls
      let dropped = Set(step.dropped.map { "/" + $0.path })
      var unwritten = Unwritten()
      var gone = 0
      for call in calls {
        if call.kind == "unlink", dropped.contains(call.path) {
          gone += 1
          let copy = call.path.replacingOccurrences(of: "/Inbox/", with: "/Inbox/processing/")
          #expect(!unwritten.all.contains(copy))
        }
        unwritten.follow(call)
      }
      #expect(gone == dropped.count)
    }

    @Test("The model sees what is not brought to the disk, and what is")
    func model() {
      func left(_ calls: [(String, String, String?)]) -> Set<String> {
        var unwritten = Unwritten()
        for (kind, path, target) in calls {
          unwritten.follow(DiskCall(number: 1, kind: kind, path: path, target: target))
        }
        return unwritten.all
      }
      let written: [(String, String, String?)] = [("create", "/a/x.part", nil), ("write", "/a/x.part", nil)]
      let renamed: [(String, String, String?)] = [("rename", "/a/x.part", "/a/x")]
      #expect(left(written + renamed) == ["/a/x", "/a/x.part"])
      #expect(left(written + [("fsync", "/a/x.part", nil)] + renamed) == ["/a/x", "/a/x.part"])
      #expect(left(written + renamed + [("fsync", "/a", nil)]) == ["/a/x"])
      #expect(left(written + [("fsync", "/a/x.part", nil)] + renamed + [("fsync", "/a", nil)]).isEmpty)
      #expect(left(written + renamed + [("syncfs", "/a", nil)]).isEmpty)
      #expect(left([("mkdir", "/a", nil), ("fsync", "/a", nil)]) == ["/a"])
    }
  }
}
