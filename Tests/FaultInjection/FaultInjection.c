/* 故障注入: stands between the program and the C library and disturbs the N-th call that changes the disk.
 *
 * Loaded with LD_PRELOAD. Only paths and descriptors below CENGBAO_FAULT_ROOT count, so that standard output, pipes and
 * the system's own files do not. The environment:
 *
 *   CENGBAO_FAULT_ROOT     the folder below which calls are counted; nothing is done without it
 *   CENGBAO_FAULT_MODE     count       nothing is disturbed
 *                          kill        the process is killed before the N-th call
 *                          kill-after  the process is killed after the N-th call
 *                          torn        the N-th call, if it writes, writes half; then the process is killed
 *                          fail        the N-th call fails with CENGBAO_FAULT_ERRNO
 *                          fail-on     the N-th call and all later ones fail
 *                          shutdown    before the N-th call the ext4 file system at CENGBAO_FAULT_MOUNT loses its power
 *   CENGBAO_FAULT_AT       N, from 1
 *   CENGBAO_FAULT_ERRNO    the number of the failure
 *   CENGBAO_FAULT_FLUSH    1: the file system's journal reaches the disk at the shutdown, the data does not
 *   CENGBAO_FAULT_REPORT   where the counts are written at the end, one `kind number` a line
 *   CENGBAO_FAULT_TRACE    where each counted call is written as `number kind path`, a renaming with ` -> path`
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

/* Where a program of the toolchain writes beside a path of ours, it must not be caught twice: everything below calls
 * the kernel itself and never the functions that stand here. */

enum kind {
  CREATE, WRITE, TRUNCATE, RENAME, LINK, UNLINK, MKDIR, RMDIR, FSYNC, FDATASYNC, SYNCFS, SYNC, KINDS
};
static const char *const names[KINDS] = {
  "create", "write", "truncate", "rename", "link", "unlink", "mkdir", "rmdir", "fsync", "fdatasync", "syncfs", "sync",
};

enum mode { OFF, COUNT, KILL, KILL_AFTER, TORN, FAIL, FAIL_ON, SHUTDOWN };

static enum mode mode = OFF;
static char root[PATH_MAX];
static size_t root_length;
static unsigned long fault_at;
static int fault_errno = EIO;
static int trace = -1;
static int report = -1;
static int mount_point = -1;
static uint32_t shutdown_flag = 2;
static atomic_ulong calls;
static atomic_ulong counts[KINDS];
static pid_t owner;

static void put(int descriptor, const char *text, size_t length) {
  while (length > 0) {
    long written = syscall(SYS_write, descriptor, text, length);
    if (written <= 0) return;
    text += written;
    length -= (size_t)written;
  }
}

static const char *setting(const char *name) {
  const char *value = getenv(name);
  return value && *value ? value : NULL;
}

static int open_for_writing(const char *path) {
  return (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
}

__attribute__((constructor)) static void begin(void) {
  static const char *const modes[] = {"off", "count", "kill", "kill-after", "torn", "fail", "fail-on", "shutdown"};
  const char *folder = setting("CENGBAO_FAULT_ROOT");
  const char *wanted = setting("CENGBAO_FAULT_MODE");
  if (!folder || !wanted || !realpath(folder, root)) return;
  root_length = strlen(root);
  for (size_t index = 0; index < sizeof modes / sizeof *modes; index++)
    if (strcmp(wanted, modes[index]) == 0) mode = (enum mode)index;
  const char *value;
  if ((value = setting("CENGBAO_FAULT_AT"))) fault_at = strtoul(value, NULL, 10);
  if ((value = setting("CENGBAO_FAULT_ERRNO"))) fault_errno = atoi(value);
  if ((value = setting("CENGBAO_FAULT_FLUSH")) && strcmp(value, "1") == 0) shutdown_flag = 1;
  if ((value = setting("CENGBAO_FAULT_REPORT"))) report = open_for_writing(value);
  if ((value = setting("CENGBAO_FAULT_TRACE"))) trace = open_for_writing(value);
  if ((value = setting("CENGBAO_FAULT_MOUNT")))
    mount_point = (int)syscall(SYS_openat, AT_FDCWD, value, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  owner = getpid();
}

__attribute__((destructor)) static void end(void) {
  if (mode == OFF || report < 0 || getpid() != owner) return;
  char line[64];
  for (int kind = 0; kind < KINDS; kind++) {
    int length = snprintf(line, sizeof line, "%s %lu\n", names[kind], atomic_load(&counts[kind]));
    put(report, line, (size_t)length);
  }
}

/* MARK: What counts */

static int is_below(const char *path) {
  return strncmp(path, root, root_length) == 0 && (path[root_length] == '/' || path[root_length] == 0);
}

static int path_of_descriptor(int descriptor, char *path) {
  char entry[48];
  snprintf(entry, sizeof entry, "/proc/self/fd/%d", descriptor);
  long length = syscall(SYS_readlinkat, AT_FDCWD, entry, path, PATH_MAX - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return 1;
}

/* Whether a path counts; its folder's real place decides, because the entry itself may not be there yet. */
static int counts_path(int folder, const char *path, char *resolved) {
  char joined[PATH_MAX];
  resolved[0] = 0;
  if (mode == OFF || !path) return 0;
  if (path[0] == '/' || folder == AT_FDCWD) {
    if (snprintf(joined, sizeof joined, "%s", path) >= (int)sizeof joined) return 0;
  } else {
    char base[PATH_MAX];
    if (!path_of_descriptor(folder, base)) return 0;
    if (snprintf(joined, sizeof joined, "%s/%s", base, path) >= (int)sizeof joined) return 0;
  }
  size_t length = strlen(joined);
  while (length > 1 && joined[length - 1] == '/') joined[--length] = 0;
  char *slash = strrchr(joined, '/');
  char real[PATH_MAX];
  if (!slash) {
    if (!realpath(".", real)) return 0;
    if (snprintf(resolved, PATH_MAX, "%s/%s", real, joined) >= PATH_MAX) return 0;
  } else {
    *slash = 0;
    if (!realpath(slash == joined ? "/" : joined, real)) return 0;
    if (snprintf(resolved, PATH_MAX, "%s/%s", real, slash + 1) >= PATH_MAX) return 0;
  }
  return is_below(resolved);
}

static int counts_descriptor(int descriptor, char *resolved) {
  return mode != OFF && path_of_descriptor(descriptor, resolved) && is_below(resolved);
}

/* What is not there cannot be changed: such a call does nothing and does not count. */
static int is_there(int folder, const char *path) {
  struct stat status;
  return syscall(SYS_newfstatat, folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

/* MARK: Disturbing */

enum verdict { GO, REFUSE, HALF, GO_AND_DIE };

static _Noreturn void die(void) {
  while (1) {
    syscall(SYS_kill, owner, SIGKILL);
    syscall(SYS_exit_group, 137);
  }
}

static _Noreturn void lose_power(void) {
  /* EXT4_IOC_SHUTDOWN; the journal is left unwritten (2) or is written without the data (1). */
  int result = ioctl(mount_point, _IOR('X', 125, uint32_t), &shutdown_flag);
  if (result != 0) put(2, "the file system cannot be shut down\n", 36);
  syscall(SYS_exit_group, result == 0 ? 137 : 99);
  __builtin_unreachable();
}

static const char *below_root(const char *path) { return path + (is_below(path) ? root_length : 0); }

/* `target`: where a renaming or linking leads. */
static enum verdict count_both(enum kind kind, const char *path, const char *target) {
  unsigned long number = atomic_fetch_add(&calls, 1) + 1;
  atomic_fetch_add(&counts[kind], 1);
  if (trace >= 0) {
    char line[2 * PATH_MAX + 64];
    int length = snprintf(
      line, sizeof line, "%lu %s %s%s%s\n", number, names[kind], below_root(path), target ? " -> " : "",
      target ? below_root(target) : "");
    if (length > 0) put(trace, line, length < (int)sizeof line ? (size_t)length : sizeof line - 1);
  }
  if (number < fault_at || (number > fault_at && mode != FAIL_ON)) return GO;
  switch (mode) {
  case KILL: die();
  case SHUTDOWN: lose_power();
  case KILL_AFTER: return GO_AND_DIE;
  case TORN: return kind == WRITE ? HALF : GO;
  case FAIL: case FAIL_ON: return REFUSE;
  default: return GO;
  }
}

static enum verdict count(enum kind kind, const char *path) { return count_both(kind, path, NULL); }

#define REAL(result, name, ...)                                                                     \
  static result (*real)(__VA_ARGS__);                                                               \
  if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

/* Refuses the call, or makes it and dies; a call that is to go on is made after this. */
#define DECIDE(answer, failure, call)                                                               \
  do {                                                                                              \
    enum verdict decided = (answer);                                                                \
    if (decided == REFUSE) { errno = fault_errno; return (failure); }                               \
    if (decided == GO_AND_DIE) { (void)(call); die(); }                                             \
  } while (0)

/* MARK: Making files */

#define OPENING                                                                                     \
  mode_t permissions = 0;                                                                           \
  if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) {                                                            \
    va_list list;                                                                                   \
    va_start(list, flags);                                                                          \
    permissions = (mode_t)va_arg(list, int);                                                        \
    va_end(list);                                                                                   \
  }

static int opening(
  int folder, const char *path, int flags, mode_t permissions, int (*real)(int, const char *, int, ...)
) {
  char resolved[PATH_MAX];
  /* Opening what is there already changes nothing, unless it is emptied. */
  int changes = (flags & O_TRUNC) || ((flags & O_CREAT) && !is_there(folder, path));
  if (changes && counts_path(folder, path, resolved))
    DECIDE(count(CREATE, resolved), -1, real(folder, path, flags, permissions));
  return real(folder, path, flags, permissions);
}

int open(const char *path, int flags, ...) {
  OPENING
  REAL(int, "openat", int, const char *, int, ...);
  return opening(AT_FDCWD, path, flags, permissions, real);
}

int open64(const char *path, int flags, ...) {
  OPENING
  REAL(int, "openat64", int, const char *, int, ...);
  return opening(AT_FDCWD, path, flags, permissions, real);
}

int openat(int folder, const char *path, int flags, ...) {
  OPENING
  REAL(int, "openat", int, const char *, int, ...);
  return opening(folder, path, flags, permissions, real);
}

int openat64(int folder, const char *path, int flags, ...) {
  OPENING
  REAL(int, "openat64", int, const char *, int, ...);
  return opening(folder, path, flags, permissions, real);
}

int creat(const char *path, mode_t permissions) {
  return open(path, O_CREAT | O_WRONLY | O_TRUNC, permissions);
}

int creat64(const char *path, mode_t permissions) {
  return open64(path, O_CREAT | O_WRONLY | O_TRUNC, permissions);
}

int mkdirat(int folder, const char *path, mode_t permissions) {
  REAL(int, "mkdirat", int, const char *, mode_t);
  char resolved[PATH_MAX];
  if (!is_there(folder, path) && counts_path(folder, path, resolved))
    DECIDE(count(MKDIR, resolved), -1, real(folder, path, permissions));
  return real(folder, path, permissions);
}

int mkdir(const char *path, mode_t permissions) { return mkdirat(AT_FDCWD, path, permissions); }

/* MARK: Writing */

/* Writes half, then dies. Of a single byte nothing is written. */
#define TEAR(answer, half_call, failure, call)                                                      \
  do {                                                                                              \
    enum verdict found = (answer);                                                                  \
    if (found == HALF) { (void)(half_call); die(); }                                                \
    DECIDE(found, failure, call);                                                                   \
  } while (0)

ssize_t write(int descriptor, const void *bytes, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  char resolved[PATH_MAX];
  if (counts_descriptor(descriptor, resolved))
    TEAR(count(WRITE, resolved), real(descriptor, bytes, length / 2), -1, real(descriptor, bytes, length));
  return real(descriptor, bytes, length);
}

static ssize_t writing_at(
  int descriptor, const void *bytes, size_t length, off64_t place,
  ssize_t (*real)(int, const void *, size_t, off64_t)
) {
  char resolved[PATH_MAX];
  if (counts_descriptor(descriptor, resolved))
    TEAR(
      count(WRITE, resolved), real(descriptor, bytes, length / 2, place), -1,
      real(descriptor, bytes, length, place));
  return real(descriptor, bytes, length, place);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t place) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  return writing_at(descriptor, bytes, length, place, real);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t place) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  return writing_at(descriptor, bytes, length, place, real);
}

ssize_t writev(int descriptor, const struct iovec *parts, int number) {
  REAL(ssize_t, "writev", int, const struct iovec *, int);
  char resolved[PATH_MAX];
  if (counts_descriptor(descriptor, resolved))
    TEAR(count(WRITE, resolved), real(descriptor, parts, number / 2), -1, real(descriptor, parts, number));
  return real(descriptor, parts, number);
}

static int cutting(int descriptor, off64_t length, int (*real)(int, off64_t)) {
  char resolved[PATH_MAX];
  if (counts_descriptor(descriptor, resolved))
    DECIDE(count(TRUNCATE, resolved), -1, real(descriptor, length));
  return real(descriptor, length);
}

int ftruncate(int descriptor, off_t length) {
  REAL(int, "ftruncate64", int, off64_t);
  return cutting(descriptor, length, real);
}

int ftruncate64(int descriptor, off64_t length) {
  REAL(int, "ftruncate64", int, off64_t);
  return cutting(descriptor, length, real);
}

static int cutting_path(const char *path, off64_t length, int (*real)(const char *, off64_t)) {
  char resolved[PATH_MAX];
  if (counts_path(AT_FDCWD, path, resolved))
    DECIDE(count(TRUNCATE, resolved), -1, real(path, length));
  return real(path, length);
}

int truncate(const char *path, off_t length) {
  REAL(int, "truncate64", const char *, off64_t);
  return cutting_path(path, length, real);
}

int truncate64(const char *path, off64_t length) {
  REAL(int, "truncate64", const char *, off64_t);
  return cutting_path(path, length, real);
}

/* MARK: Names */

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags) {
  REAL(int, "renameat2", int, const char *, int, const char *, unsigned int);
  char source[PATH_MAX], target[PATH_MAX];
  int counted = counts_path(from_folder, from, source) | counts_path(to_folder, to, target);
  if (counted && is_there(from_folder, from) && !((flags & RENAME_NOREPLACE) && is_there(to_folder, to)))
    DECIDE(count_both(RENAME, source, target), -1, real(from_folder, from, to_folder, to, flags));
  return real(from_folder, from, to_folder, to, flags);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  return renameat2(from_folder, from, to_folder, to, 0);
}

int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
  REAL(int, "linkat", int, const char *, int, const char *, int);
  char source[PATH_MAX], target[PATH_MAX];
  int counted = counts_path(from_folder, from, source) | counts_path(to_folder, to, target);
  if (counted && is_there(from_folder, from) && !is_there(to_folder, to))
    DECIDE(count_both(LINK, source, target), -1, real(from_folder, from, to_folder, to, flags));
  return real(from_folder, from, to_folder, to, flags);
}

int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int unlinkat(int folder, const char *path, int flags) {
  REAL(int, "unlinkat", int, const char *, int);
  char resolved[PATH_MAX];
  if (is_there(folder, path) && counts_path(folder, path, resolved))
    DECIDE(count(flags & AT_REMOVEDIR ? RMDIR : UNLINK, resolved), -1, real(folder, path, flags));
  return real(folder, path, flags);
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }

int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

/* MARK: Bringing to the disk */

int fsync(int descriptor) {
  REAL(int, "fsync", int);
  char resolved[PATH_MAX];
  if (counts_descriptor(descriptor, resolved)) DECIDE(count(FSYNC, resolved), -1, real(descriptor));
  return real(descriptor);
}

int fdatasync(int descriptor) {
  REAL(int, "fdatasync", int);
  char resolved[PATH_MAX];
  if (counts_descriptor(descriptor, resolved)) DECIDE(count(FDATASYNC, resolved), -1, real(descriptor));
  return real(descriptor);
}

int syncfs(int descriptor) {
  REAL(int, "syncfs", int);
  char resolved[PATH_MAX];
  if (counts_descriptor(descriptor, resolved)) DECIDE(count(SYNCFS, resolved), -1, real(descriptor));
  return real(descriptor);
}

void sync(void) {
  REAL(void, "sync", void);
  if (mode != OFF && count(SYNC, root) == GO_AND_DIE) {
    real();
    die();
  }
  real();
}
