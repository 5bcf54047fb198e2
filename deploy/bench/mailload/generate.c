/* The load: the loop over all sessions, and the result. */
#include "mailload.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

static int ascending(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static double pct(struct samples *s, double p) {
    if (!s->n) return 0;
    size_t i = (size_t)(p * (double)s->n);
    return s->v[i < s->n ? i : s->n - 1] / 1000.0;
}

void result(void) {
    double el = (double)((load.t_last ? load.t_last : now_ns()) - load.t_go) / 1e9;
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    qsort(load.logins.v, load.logins.n, sizeof(uint32_t), ascending);
    qsort(load.operations.v, load.operations.n, sizeof(uint32_t), ascending);
    struct samples *s = g.scen == LOGIN || g.scen == IDLE ? &load.logins : &load.operations;
    long count = g.scen == LOGIN || (g.scen == SELECT) ? load.sessions : g.scen == IDLE ? load.ready : load.ops;
    if (el <= 0) el = 1e-9;
    printf("{\"proto\":\"%s\",\"scenario\":\"%s\",\"tls\":\"%s\",\"conns\":%d,\"size\":%zu,\"seconds\":%.3f,\"ops\":%ld,\"ops_per_s\":%.1f,"
           "\"bytes\":%llu,\"mb_per_s\":%.2f,\"p50_ms\":%.3f,\"p90_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f,"
           "\"login_p50_ms\":%.3f,\"login_p99_ms\":%.3f,\"errors\":%ld,\"load_cpu_s\":%.3f}\n",
           proto_name[g.proto], scen_name[g.scen], g.tls ? "tls" : g.starttls ? "starttls" : "none", g.conns, g.size, el, count,
           (double)count / el, (unsigned long long)load.bytes_body, (double)load.bytes_body / el / 1e6, pct(s, .5), pct(s, .9), pct(s, .99), pct(s, 1),
           pct(&load.logins, .5), pct(&load.logins, .99), load.errors,
           (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6);
    fflush(stdout);
}

enum phase { OPENING, RUNNING, CLOSING, OVER };
static long begun, next;                /* sessions begun; where the search for a free one goes on */

/* tells that we are ready, and waits for a line */
static void gate(void) {
    char b[256];
    if (!g.gate) return;
    ssize_t r = read(0, b, sizeof b);
    (void)r;
}

/* sessions come and go: keeps so many of them open */
static enum phase churn(int64_t now) {
    if (now >= load.t_end) load.over = 1;
    if (load.over || (g.total && begun >= g.total)) return load.open_now ? RUNNING : OVER;
    for (long seen = 0; load.open_now < g.conns && seen < g.conns && !(g.total && begun >= g.total); seen++, next = (next + 1) % g.conns)
        if (load.cs[next].step == FREE) { begun++; gen_start(&load.cs[next]); }
    return RUNNING;
}

/* all sessions are open: lets them go */
static enum phase begin_all(void) {
    if (g.scen == IDLE) { load.t_last = now_ns(); result(); }
    if (g.gate) { printf("READY\n"); fflush(stdout); }
    else if (g.scen == IDLE) sleep((unsigned)g.hold);
    gate();
    load.running = 1;
    int64_t now = now_ns();
    for (int i = 0; i < g.conns; i++) load.cs[i].t_seen = 0;
    if (g.scen != IDLE) { load.t_go = now; load.t_end = g.seconds > 0 ? now + (int64_t)(g.seconds * 1e9) : INT64_MAX; }
    for (int i = 0; i < g.conns; i++) {
        struct conn *c = &load.cs[i];
        if (g.scen != IDLE) start_op(c);
        else if (g.proto == IMAP) { c->step = OP4; c->expect = X_TAG; put(c, "DONE\r\n", 6); }
        else send_bye(c);
        on_event(c);
    }
    return g.scen == IDLE ? CLOSING : RUNNING;
}

static enum phase open_all(void) {
    while (begun < g.conns && load.opening < g.ramp) gen_start(&load.cs[begun++]);
    if (load.ready + load.errors < g.conns || load.opening > 0) return OPENING;
    return load.errors ? OVER : begin_all();
}

static enum phase until_parked(int64_t now) {
    if (now >= load.t_end) load.over = 1;
    if (load.parked < load.open_now) return RUNNING;
    result();
    gate();
    for (int i = 0; i < g.conns; i++) if (load.cs[i].fd >= 0) { load.cs[i].t_seen = 0; send_bye(&load.cs[i]); on_event(&load.cs[i]); }
    return CLOSING;
}

/* once a second: ends the sessions that hear nothing */
static void end_stuck(int64_t now) {
    static int64_t last;
    if (now - last <= 1000000000LL) return;
    last = now;
    for (int i = 0; i < g.conns; i++) {
        struct conn *c = &load.cs[i];
        if (c->step == FREE || c->step == READY) continue;
        if (!c->t_seen) c->t_seen = now;                /* cleared by any input */
        else if (now - c->t_seen > g.timeout * 1000000000LL) { gen_fail(c, "timeout", NULL, 0); gen_closed(c); }
    }
}

static enum phase run(void) {
    struct epoll_event ev[256];
    enum phase phase = g.per_conn ? RUNNING : OPENING;
    while (!stop) {
        int64_t now = now_ns();
        if (load.errors >= g.max_errors) { fprintf(stderr, "too many errors\n"); break; }
        enum phase then = g.per_conn ? churn(now) : phase == OPENING ? open_all() : phase == RUNNING ? until_parked(now) : phase;
        if (then == OVER) break;
        phase = then;
        if (phase == CLOSING && !load.open_now) break;
        int n = epoll_wait(ep, ev, 256, 100);
        for (int i = 0; i < n; i++) on_event(ev[i].data.ptr);
        end_stuck(now);
    }
    return phase;
}

static void client_tls(void) {
    ctx = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_mode(ctx, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_options(ctx, SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
}

int gen_main(int argc, char **argv) {
    if (!options(argc, argv)) return usage();
    client_tls();
    if (!(load.cs = calloc((size_t)g.conns, sizeof *load.cs))) die("out of memory");
    for (int i = 0; i < g.conns; i++) load.cs[i].fd = -1;
    load.t_go = now_ns();
    load.running = g.per_conn != 0;
    load.t_end = g.seconds > 0 ? load.t_go + (int64_t)(g.seconds * 1e9) : INT64_MAX;
    enum phase end = run();
    if (g.per_conn || load.errors >= g.max_errors || end == OPENING) result();
    else if (g.scen == IDLE && load.sessions != g.conns) { load.errors++; fprintf(stderr, "only %ld of %d sessions survived\n", load.sessions, g.conns); }
    if (load.errors) fprintf(stderr, "%ld errors\n", load.errors);
    return load.errors ? 1 : 0;
}
