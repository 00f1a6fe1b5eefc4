/*
 * A library that is preloaded into the program (LD_PRELOAD), counts its calls of the
 * system and of the allocator, and makes one of them fail as struct fault says.
 *
 * The calls are made by number, not through the C library's functions: those have
 * the same names as ours.  What a function that stands in for another remembers
 * has to lie at file level.
 */
#include "tests/fault/interpose.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

_Static_assert(sizeof(long) == 8, "the numbers of 32-bit calls take their values in halves");

static struct fault *fault;

struct fault *interpose_fault(void)
{
	return fault;
}

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("STATEMENTS_FAULT");
	long fd = path ? syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC) : -1;
	long at;

	if (fd < 0)
		return;
	at = syscall(SYS_mmap, NULL, sizeof(struct fault), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	syscall(SYS_close, fd);
	if (at != -1)
		fault = (struct fault *)at;
}

_Noreturn void interpose_die(void)
{
	for (;;)
		syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
}

enum fault_action interpose_judge(enum fault_class class)
{
	unsigned number;

	if (!fault)
		return FAULT_NONE;
	number = atomic_fetch_add(&fault->calls[class], 1) + 1;
	if (fault->action == FAULT_NONE || fault->class != class ||
	    number < fault->at || (number > fault->at && !fault->on))
		return FAULT_NONE;
	atomic_fetch_add(&fault->struck, 1);
	if (fault->action == FAULT_KILL)
		interpose_die();
	errno = fault->error;
	return fault->action;
}

/* Pipes and terminals do not fail like disks. */
static bool is_file(int fd)
{
	struct stat stat;
	int kept = errno;
	bool file = syscall(SYS_newfstatat, fd, "", &stat, AT_EMPTY_PATH) == 0 &&
		    (S_ISREG(stat.st_mode) || S_ISDIR(stat.st_mode));

	errno = kept;
	return file;
}

/* --- the allocator --- */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t align, size_t size);

void *malloc(size_t size)
{
	return interpose_judge(FAULT_ALLOCATION) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return interpose_judge(FAULT_ALLOCATION) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
	return interpose_judge(FAULT_ALLOCATION) ? NULL : __libc_realloc(block, size);
}

void *aligned_alloc(size_t align, size_t size)
{
	return interpose_judge(FAULT_ALLOCATION) ? NULL : __libc_memalign(align, size);
}

int posix_memalign(void **block, size_t align, size_t size)
{
	if (interpose_judge(FAULT_ALLOCATION))
		return ENOMEM;
	*block = __libc_memalign(align, size);
	return *block ? 0 : ENOMEM;
}

/* --- opening --- */

static int open_file(int folder, const char *path, int flags, mode_t mode)
{
	struct stat before;
	bool made = (flags & O_CREAT) &&
		    syscall(SYS_newfstatat, folder, path, &before, AT_SYMLINK_NOFOLLOW) != 0;
	long fd;

	if (interpose_judge(flags & O_CREAT ? FAULT_WRITE : FAULT_READ))
		return -1;
	fd = syscall(SYS_openat, folder, path, flags, mode);
	if (fd >= 0 && made)
		journal_created(folder, path, (int)fd);
	if (fd >= 0 && (flags & O_TRUNC))
		journal_truncated((int)fd, 0);
	return (int)fd;
}

static mode_t mode_of(int flags, va_list arguments)
{
	return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

#define OPEN(name, parameters, folder)					\
	int name parameters;						\
	int name parameters						\
	{								\
		va_list arguments;					\
		mode_t mode;						\
									\
		va_start(arguments, flags);				\
		mode = mode_of(flags, arguments);			\
		va_end(arguments);					\
		return open_file(folder, path, flags, mode);		\
	}
OPEN(open, (const char *path, int flags, ...), AT_FDCWD)
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD)
OPEN(openat, (int folder, const char *path, int flags, ...), folder)
OPEN(openat64, (int folder, const char *path, int flags, ...), folder)

/* --- reading --- */

static ssize_t read_file(long number, int fd, void *bytes, size_t length, off_t offset)
{
	enum fault_action action = is_file(fd) ? interpose_judge(FAULT_READ) : FAULT_NONE;

	if (action == FAULT_ERROR)
		return -1;
	if (action != FAULT_NONE && length > 1)
		length /= 2;
	return syscall(number, fd, bytes, length, offset);
}

ssize_t read(int fd, void *bytes, size_t length)
{
	return read_file(SYS_read, fd, bytes, length, 0);
}

ssize_t pread(int fd, void *bytes, size_t length, off_t offset)
{
	return read_file(SYS_pread64, fd, bytes, length, offset);
}

ssize_t pread64(int fd, void *bytes, size_t length, off_t offset)
{
	return read_file(SYS_pread64, fd, bytes, length, offset);
}

static void *map_file(void *at, size_t length, int protection, int flags, int fd, off_t offset)
{
	if (interpose_judge(FAULT_READ))
		return MAP_FAILED;
	return (void *)syscall(SYS_mmap, at, length, protection, flags, fd, offset);
}

void *mmap(void *at, size_t length, int protection, int flags, int fd, off_t offset)
{
	return map_file(at, length, protection, flags, fd, offset);
}

void *mmap64(void *at, size_t length, int protection, int flags, int fd, off_t offset)
{
	return map_file(at, length, protection, flags, fd, offset);
}

/* --- writing --- */

/* OFFSET -1: where the file stands. */
static ssize_t write_file(int fd, const void *bytes, size_t length, off_t offset)
{
	enum fault_action action = FAULT_NONE;
	bool file = is_file(fd);
	off_t place = offset;
	ssize_t done;

	if (file)
		action = interpose_judge(FAULT_WRITE);
	if (action == FAULT_ERROR)
		return -1;
	if (action != FAULT_NONE)
		length = length > 1 ? length / 2 : length;
	if (file && place < 0)
		place = syscall(SYS_lseek, fd, 0, SEEK_CUR);
	done = offset < 0 ? syscall(SYS_write, fd, bytes, length)
			  : syscall(SYS_pwrite64, fd, bytes, length, offset);
	if (action == FAULT_TORN)
		interpose_die();
	if (file && done > 0)
		journal_written(fd, bytes, (size_t)done, place);
	return done;
}

ssize_t write(int fd, const void *bytes, size_t length)
{
	return write_file(fd, bytes, length, -1);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset)
{
	return write_file(fd, bytes, length, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset)
{
	return write_file(fd, bytes, length, offset);
}

static int cut_file(int fd, off_t length)
{
	long result;

	if (interpose_judge(FAULT_WRITE))
		return -1;
	result = syscall(SYS_ftruncate, fd, length);
	if (result == 0)
		journal_truncated(fd, length);
	return (int)result;
}

int ftruncate(int fd, off_t length)
{
	return cut_file(fd, length);
}

int ftruncate64(int fd, off_t length)
{
	return cut_file(fd, length);
}

static int sync_file(long number, int fd)
{
	if (interpose_judge(FAULT_WRITE))
		return -1;
	if (fault && fault->no_sync)
		return 0;
	journal_synced(fd);
	return fault && !fault->real_sync ? 0 : (int)syscall(number, fd);
}

int fsync(int fd)
{
	return sync_file(SYS_fsync, fd);
}

int fdatasync(int fd)
{
	return sync_file(SYS_fdatasync, fd);
}

/* --- names --- */

static int rename_file(int from_folder, const char *from, int to_folder, const char *to)
{
	long result;

	if (interpose_judge(FAULT_WRITE))
		return -1;
	result = syscall(SYS_renameat2, from_folder, from, to_folder, to, 0);
	if (result == 0)
		journal_renamed(to_folder, from, to);
	return (int)result;
}

int rename(const char *from, const char *to)
{
	return rename_file(AT_FDCWD, from, AT_FDCWD, to);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
	return rename_file(from_folder, from, to_folder, to);
}

static int unlink_file(int folder, const char *path, int flags)
{
	long result;

	if (interpose_judge(FAULT_WRITE))
		return -1;
	result = syscall(SYS_unlinkat, folder, path, flags);
	if (result == 0)
		journal_unlinked(folder, path);
	return (int)result;
}

int unlink(const char *path)
{
	return unlink_file(AT_FDCWD, path, 0);
}

int unlinkat(int folder, const char *path, int flags)
{
	return unlink_file(folder, path, flags);
}

int mkdir(const char *path, mode_t mode)
{
	if (interpose_judge(FAULT_WRITE))
		return -1;
	return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}
