/* Preloaded into an assembler: starts it up to `main` once, and from there forks a process per run.
 *
 * In, on standard input, per run: a native `int`, how many bytes follow; then NUL-ended strings: seconds until the run is
 * ended, the folder to run in, the files for standard output and standard error, and the arguments from `argv[0]` on.
 * Out, on standard output: a native `int`, the status as `waitpid` tells it.  End of input ends the server.
 *
 * A run is the assembler's own `main` in a process of its own with its own arguments: nothing of one run reaches another.
 * What is saved is the loading of the program, which is most of what LLVM takes for a small source.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* The version that every glibc since 2.2.5 has, so that the oldest suite can load what the newest compiler built. */
__asm__(".symver dlsym,dlsym@GLIBC_2.2.5");

typedef int main_function(int, char **, char **);
typedef int start_function(main_function *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);

enum { MOST_ARGUMENTS = 64, MOST_BYTES = 1 << 16, MOST_WRITTEN = 1 << 28 };
#define MOST_MEMORY (4ul << 30)

static main_function *assembler_main;
static char request[MOST_BYTES];

static int read_all(char *into, int count) {
    while (count > 0) {
        ssize_t got = read(0, into, count);
        if (got <= 0) return 0;
        into += got;
        count -= got;
    }
    return 1;
}

static void redirect(const char *path, int descriptor, int flags) {
    int opened = open(path, flags, 0600);
    if (opened < 0 || dup2(opened, descriptor) < 0) _exit(126);
    close(opened);
}

static int run(int size, char **environment) {
    char *field[MOST_ARGUMENTS + 5];
    int fields = 0;
    for (char *at = request; at < request + size && fields < MOST_ARGUMENTS + 4; at += strlen(at) + 1) field[fields++] = at;
    field[fields] = NULL;
    if (fields < 5 || chdir(field[1]) != 0) _exit(126);
    redirect("/dev/null", 0, O_RDONLY);
    redirect(field[2], 1, O_WRONLY | O_CREAT | O_TRUNC);
    redirect(field[3], 2, O_WRONLY | O_CREAT | O_TRUNC);
    /* A source of a few lines can ask for an object of any size. */
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){MOST_WRITTEN, MOST_WRITTEN});
    setrlimit(RLIMIT_AS, &(struct rlimit){MOST_MEMORY, MOST_MEMORY});
    alarm(atoi(field[0]));
    return assembler_main(fields - 4, field + 4, environment);
}

static int serve(int count, char **arguments, char **environment) {
    (void)count;
    (void)arguments;
    int size;
    while (read_all((char *)&size, sizeof size) && size > 0 && size < MOST_BYTES && read_all(request, size)) {
        request[size] = '\0';
        pid_t child = fork();
        if (child == 0) return run(size, environment);
        int status = 126 << 8;
        if (child > 0) waitpid(child, &status, 0);
        if (write(1, &status, sizeof status) != sizeof status) break;
    }
    _exit(0);
}

int __libc_start_main(main_function *main, int count, char **arguments, void (*init)(void), void (*fini)(void),
                      void (*loader_fini)(void), void *stack_end) {
    start_function *start = (start_function *)dlsym(RTLD_NEXT, "__libc_start_main");
    assembler_main = main;
    return start(serve, count, arguments, init, fini, loader_fini, stack_end);
}
