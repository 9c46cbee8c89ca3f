// Stands between a program and the C library: counts every open and read of files below one folder, and makes chosen ones fail.
// Loaded with LD_PRELOAD; `faults_begin` arms it, `faults_end` disarms it and tells how many calls it saw.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { most = 100000, longest = 512 };

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static char folder[longest];
static char sites[most][96];
static long seen, target, hits;
static int failure, armed, lasting;
static char failing[96];

// Names the call by what it does to which file below the folder; 0 where that is none of ours.
static int name(char *site, const char *call, const char *path) {
    size_t length = strlen(folder);
    if (strncmp(path, folder, length) != 0) return 0;
    snprintf(site, 96, "%s %s", call, path[length] ? path + length + 1 : ".");
    return 1;
}

// The errno this call is to fail with, or 0.
static int judge(const char *call, const char *path) {
    char site[96];
    int result = 0;
    if (!armed) return 0;
    pthread_mutex_lock(&gate);
    if (armed && name(site, call, path)) {
        if (seen < most) strcpy(sites[seen], site);
        if (seen == target) strcpy(failing, site);
        if (seen == target || (lasting && seen > target && target >= 0 && strcmp(site, failing) == 0)) {
            result = failure;
            hits++;
        }
        seen++;
    }
    pthread_mutex_unlock(&gate);
    return result;
}

static int judge_handle(const char *call, int handle) {
    char link[64], path[longest];
    if (!armed) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return judge(call, path);
}

void faults_begin(const char *where, long at, int error, int again) {
    pthread_mutex_lock(&gate);
    snprintf(folder, sizeof folder, "%s", where);
    seen = hits = 0;
    target = at;
    failure = error;
    lasting = again;
    armed = 1;
    pthread_mutex_unlock(&gate);
}

long faults_end(long *hit) {
    pthread_mutex_lock(&gate);
    armed = 0;
    *hit = hits;
    long count = seen;
    pthread_mutex_unlock(&gate);
    return count;
}

void faults_pause(void) { armed = 0; }

long faults_hits(void) { return hits; }

const char *faults_site(long index) { return index >= 0 && index < seen && index < most ? sites[index] : ""; }

#define REAL(result, function, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, function)

#define FAIL(call, value) \
    do { \
        int error = call; \
        if (error) { \
            errno = error; \
            return value; \
        } \
    } while (0)

#define OPEN(symbol) \
    int symbol(const char *path, int flags, ...) { \
        REAL(int, #symbol, const char *, int, ...); \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = va_arg(rest, mode_t); \
        va_end(rest); \
        FAIL(judge("open", path), -1); \
        return real(path, flags, mode); \
    }

OPEN(open)
OPEN(open64)

ssize_t read(int handle, void *to, size_t count) {
    REAL(ssize_t, "read", int, void *, size_t);
    FAIL(judge_handle("read", handle), -1);
    return real(handle, to, count);
}

ssize_t pread(int handle, void *to, size_t count, off_t at) {
    REAL(ssize_t, "pread", int, void *, size_t, off_t);
    FAIL(judge_handle("pread", handle), -1);
    return real(handle, to, count, at);
}

ssize_t pread64(int handle, void *to, size_t count, __off64_t at) {
    REAL(ssize_t, "pread64", int, void *, size_t, __off64_t);
    FAIL(judge_handle("pread", handle), -1);
    return real(handle, to, count, at);
}

DIR *opendir(const char *path) {
    REAL(DIR *, "opendir", const char *);
    FAIL(judge("opendir", path), NULL);
    return real(path);
}

struct dirent64 *readdir64(DIR *directory) {
    REAL(struct dirent64 *, "readdir64", DIR *);
    FAIL(judge_handle("readdir", dirfd(directory)), NULL);
    return real(directory);
}
