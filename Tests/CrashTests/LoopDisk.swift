import Foundation
import TestKit

/// 环回盘：an ext4 file system in a file, whose power can be cut.
///
/// Where it is not shut down in order, what was not brought to its disk is gone: its journal is written every ten minutes and
/// not every five seconds, and a rename does not push out the data of what it renames.
final class LoopDisk {
  let mountPoint: URL
  private let image: URL
  private static let options = "loop,commit=600,noauto_da_alloc"

  struct Failure: Error, CustomStringConvertible { var description: String }

  init(in folder: URL) throws {
    image = folder.appendingPathComponent("disk.img")
    mountPoint = folder.appendingPathComponent("disk")
    try FileManager.default.createDirectory(at: mountPoint, withIntermediateDirectories: true)
    try Self.shell("truncate -s 64M '\(image.path)' && mkfs.ext4 -q -F '\(image.path)'")
    try mount()
  }

  deinit { try? Self.shell("umount '\(mountPoint.path)'") }

  private func mount() throws {
    try Self.shell("mount -t ext4 -o \(Self.options) '\(image.path)' '\(mountPoint.path)'")
  }

  /// What a start of the machine does: the journal is played back.
  func restart() throws {
    try Self.shell("umount '\(mountPoint.path)'")
    try mount()
  }

  /// Everything is on the disk when this returns.
  func sync() throws { try Self.shell("sync -f '\(mountPoint.path)'") }

  /// The power goes: what has not reached the disk is gone.
  func losePower() throws {
    let descriptor = open(mountPoint.path, O_RDONLY | O_DIRECTORY)
    defer { close(descriptor) }
    // EXT4_IOC_SHUTDOWN of linux/ext4.h, without bringing the journal to the disk.
    var withoutFlush: UInt32 = 2
    let result = ioctl(descriptor, 0x8004_587D, &withoutFlush)
    guard result == 0 else { throw Failure(description: "shutdown: \(String(cString: strerror(errno)))") }
  }

  /// Whether this machine and user can do all that.
  static let isAvailable: Bool = {
    guard let scratch = try? Scratch(), let disk = try? LoopDisk(in: scratch.url) else { return false }
    defer { withExtendedLifetime(disk) {} }
    return FileManager.default.fileExists(atPath: disk.mountPoint.appendingPathComponent("lost+found").path)
  }()

  private static func shell(_ command: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "PATH=$PATH:/usr/sbin:/sbin; \(command)"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let told = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(command): \(String(decoding: told, as: UTF8.self))")
    }
  }
}
