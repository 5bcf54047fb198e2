/* What happens on a connection when epoll tells of it. */
#include "mailload.h"
#include <errno.h>
#include <openssl/err.h>
#include <stdlib.h>
#include <sys/epoll.h>

void finish(struct conn *c) {                    /* the connection is over */
    if (is_sink) { conn_drop(c); free(c); } else gen_closed(c);
}

void on_event(struct conn *c) {
    if (c->hs) {
        ERR_clear_error(); errno = 0;
        int r = SSL_do_handshake(c->ssl);
        if (r != 1) {
            int e = SSL_get_error(c->ssl, r);
            if (e == SSL_ERROR_WANT_READ) { interest(c, EPOLLIN); return; }
            if (e == SSL_ERROR_WANT_WRITE) { interest(c, EPOLLOUT); return; }
            if (!is_sink) gen_fail(c, "TLS handshake: ", ERR_reason_error_string(ERR_peek_error()) ?: strerror(errno), 80);
            finish(c);
            return;
        }
        c->hs = 0;
        if (is_sink) *(SSL_session_reused(c->ssl) ? &sink.tls_resumed : &sink.tls_full) += 1;
        if (!is_sink && c->step == STARTTLS) { if (g.proto == SMTP || g.proto == LMTP) send_helo(c); else begin_auth(c); }
        if (is_sink && !c->tls_after && c->mode == M_CMD && !c->authed && c->listener) { greet(c); c->listener = 0; }
        c->tls_after = 0;
    }
    int f = flush(c), drained = 0;
    while (f == 0) {
        if (c->close_after) { finish(c); return; }
        if (c->tls_after && !c->ssl) { start_tls(c, is_sink); c->tls_after = 0; interest(c, EPOLLIN); if (!is_sink) on_event(c); return; }
        size_t len = c->carry_len;
        if (len) memcpy(rbuf, c->carry, len);
        if (!c->stalled) {
            if (drained) break;
            if (len == sizeof rbuf) { if (!is_sink) gen_fail(c, "line too long", NULL, 0); finish(c); return; }
            ssize_t r = io_read(c, rbuf + len, sizeof rbuf - len);
            if (r == IO_AGAIN) break;
            if (r == 0 || r == IO_ERR) {
                if (!is_sink) {
                    if (c->step == GONE) load.sessions++;
                    else gen_fail(c, r ? "connection failed: " : "connection closed", r ? strerror(errno) : NULL, r ? 60 : 0);
                    if (c->step == GONE && g.per_conn) load.t_last = now_ns();
                }
                finish(c);
                return;
            }
            drained = !c->ssl && (size_t)r < sizeof rbuf - len;
            len += (size_t)r;
        }
        c->stalled = 0;
        c->t_seen = 0;
        ssize_t used = is_sink ? sink_input(c, rbuf, len) : gen_input(c, rbuf, len);
        if (used < 0) { finish(c); return; }
        size_t left = len - (size_t)used;
        if (left) {
            if (left > c->carry_len || !c->carry) c->carry = realloc(c->carry, left);
            memcpy(c->carry, rbuf + used, left);
        } else { free(c->carry); c->carry = NULL; }
        c->carry_len = left;
        f = flush(c);
    }
    if (f < 0) { if (!is_sink) gen_fail(c, "write failed: ", strerror(errno), 60); finish(c); return; }
    interest(c, f ? EPOLLOUT : EPOLLIN);
}
