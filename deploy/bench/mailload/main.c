/* mailload: load generator and fake back-end for measuring mail proxies. */
#include "mailload.h"
#include <sys/epoll.h>
#include <sys/resource.h>

int is_sink;
volatile sig_atomic_t stop;
static void on_signal(int s) { (void)s; stop = 1; }

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGTERM, on_signal);
    signal(SIGINT, on_signal);
    struct rlimit rl;
    if (!getrlimit(RLIMIT_NOFILE, &rl)) { rl.rlim_cur = rl.rlim_max; setrlimit(RLIMIT_NOFILE, &rl); }
    make_pattern();
    ep = epoll_create1(EPOLL_CLOEXEC);
    if (argc > 1 && !strcmp(argv[1], "sink")) return sink_main(argc - 1, argv + 1);
    return argc > 1 ? gen_main(argc, argv) : usage();
}
