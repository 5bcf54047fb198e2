/* A connection: what waits to be sent, what was received and not used, TLS, epoll. */
#include "mailload.h"
#include <errno.h>
#include <openssl/err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

int ep;
SSL_CTX *ctx;
char rbuf[CHUNK];
const char *proto_name[] = { "imap", "pop3", "smtp", "lmtp" };

int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

void die(const char *f, ...) {
    va_list a;
    va_start(a, f);
    fprintf(stderr, "mailload: ");
    vfprintf(stderr, f, a);
    fprintf(stderr, "\n");
    exit(2);
}

void put(struct conn *c, const char *p, size_t n) {
    if (c->out_off == c->out_len) c->out_off = c->out_len = 0;
    if (c->out_len + n > c->out_cap) {
        c->out_cap = c->out_len + n < 256 ? 256 : (c->out_len + n) * 2;
        if (!(c->out = realloc(c->out, c->out_cap))) die("out of memory");
    }
    memcpy(c->out + c->out_len, p, n);
    c->out_len += n;
}

void putf(struct conn *c, const char *f, ...) {
    char b[1024];
    va_list a;
    va_start(a, f);
    int n = vsnprintf(b, sizeof b, f, a);
    va_end(a);
    put(c, b, n < (int)sizeof b ? (size_t)n : sizeof b - 1);
}

/* queues n octets of the pattern and what follows them */
void put_body(struct conn *c, size_t n, const char *tail, ...) {
    va_list a;
    va_start(a, tail);
    vsnprintf(c->tail, sizeof c->tail, tail, a);
    va_end(a);
    c->pat_off = sink.corrupt ? LINE : 0;
    c->pat_left = n;
    if (c->ssl && n <= PERIOD) {        /* TLS has no writev: coalesce */
        put(c, pat + c->pat_off, n);
        put(c, c->tail, strlen(c->tail));
        c->pat_left = 0;
        c->tail[0] = 0;
    }
}

static ssize_t io_result(struct conn *c, int r) {
    switch (SSL_get_error(c->ssl, r)) {
    case SSL_ERROR_WANT_READ: case SSL_ERROR_WANT_WRITE: return IO_AGAIN;
    case SSL_ERROR_ZERO_RETURN: return 0;
    case SSL_ERROR_SYSCALL: return errno ? IO_ERR : 0;
    default: return IO_ERR;
    }
}

ssize_t io_read(struct conn *c, char *b, size_t n) {
    if (c->ssl) {
        ERR_clear_error(); errno = 0;
        int r = SSL_read(c->ssl, b, (int)n);
        return r > 0 ? r : io_result(c, r);
    }
    ssize_t r = read(c->fd, b, n);
    return r >= 0 ? r : errno == EAGAIN ? IO_AGAIN : IO_ERR;
}

/* 0: all is written, 1: some waits, -1: the connection is broken */
int flush(struct conn *c) {
    for (;;) {
        struct iovec v[3];
        int k = 0;
        size_t total = 0, o = c->out_len - c->out_off, t = strlen(c->tail);
        size_t p = c->pat_left < CHUNK ? c->pat_left : CHUNK;
        if (o) v[k++] = (struct iovec){ c->out + c->out_off, o };
        if (p) v[k++] = (struct iovec){ pat + c->pat_off, p };
        if (t && p == c->pat_left) v[k++] = (struct iovec){ c->tail, t };
        if (!k) break;
        ssize_t r;
        if (c->ssl) {
            ERR_clear_error(); errno = 0;
            r = SSL_write(c->ssl, v[0].iov_base, (int)v[0].iov_len);
            if (r <= 0) return io_result(c, (int)r) == IO_AGAIN ? 1 : -1;
        } else {
            r = writev(c->fd, v, k);
            if (r < 0) return errno == EAGAIN ? 1 : -1;
        }
        for (int i = 0; i < k; i++) total += v[i].iov_len;
        size_t n = (size_t)r, m = n < o ? n : o;
        c->out_off += m; n -= m;
        m = n < p ? n : p;
        c->pat_left -= m; c->pat_off = (c->pat_off + m) % PERIOD; n -= m;
        if (n) { memmove(c->tail, c->tail + n, t - n + 1); }
        if (!c->ssl && (size_t)r < total) return 1;
    }
    if (c->out_cap > 4096) { free(c->out); c->out = NULL; c->out_cap = 0; }
    c->out_off = c->out_len = 0;
    return 0;
}

void interest(struct conn *c, uint32_t ev) {
    if (c->ev == ev) return;
    struct epoll_event e = { .events = ev, .data.ptr = c };
    epoll_ctl(ep, c->ev ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, c->fd, &e);
    c->ev = ev;
}

void conn_drop(struct conn *c) {
    if (c->ssl) SSL_free(c->ssl);
    if (c->fd >= 0) close(c->fd);
    free(c->carry); free(c->out);
    c->ssl = NULL; c->fd = -1; c->carry = c->out = NULL;
    c->carry_len = c->out_off = c->out_len = c->out_cap = c->pat_left = 0;
    c->tail[0] = 0; c->ev = 0;
}

void start_tls(struct conn *c, int server) {
    c->ssl = SSL_new(ctx);
    SSL_set_fd(c->ssl, c->fd);
    if (server) SSL_set_accept_state(c->ssl); else SSL_set_connect_state(c->ssl);
    c->hs = 1;
}
