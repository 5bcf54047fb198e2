/* The load: cuts what arrives into replies and checks them. */
#include "mailload.h"
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/epoll.h>
#include <strings.h>
#include <stdlib.h>
#include <stdio.h>
#include <errno.h>

ssize_t gen_input(struct conn *c, char *b, size_t len) {
    size_t off = 0;
    while (off < len) {
        if (c->tls_after) { gen_fail(c, "data after the STARTTLS reply", NULL, 0); return -1; }
        if (c->pat_left || c->tail[0]) { c->stalled = 1; break; }
        if (c->lit_left) {
            size_t n = len - off < c->lit_left ? len - off : c->lit_left;
            if (memcmp(pat + c->lit_off % PERIOD, b + off, n)) { gen_fail(c, "wrong bytes in the body", NULL, 0); return -1; }
            c->lit_off += n; c->lit_left -= n; off += n; c->got += n;
            continue;
        }
        if (c->expect == X_MSG && !c->skip_line) {
            ssize_t n = body_check(&c->body, b + off, len - off);
            if (n < 0) { gen_fail(c, "wrong bytes in the message", NULL, 0); return -1; }
            off += (size_t)n;
            if (c->body.done) { c->got = c->body.off; on_reply(c, "", 0); if (c->step == FREE) return -1; continue; }
            break;
        }
        char *l = b + off, *nl = memchr(l, '\n', len - off);
        if (!nl) break;
        size_t n = (size_t)(nl - l) + 1, m = n;
        off += n;
        while (m && (l[m - 1] == '\n' || l[m - 1] == '\r')) m--;
        int good = 0, more = 0;
        switch (g.proto) {
        case IMAP:
            if (c->skip_line) { c->skip_line = 0; more = 1; break; }            /* the rest after a literal */
            if (m > 1 && l[0] == '*') {
                if (c->step == GREET) { good = m > 3 && !strncasecmp(l, "* OK", 4); break; }
                if (m > 4 && !strncasecmp(l, "* BYE", 5) && c->step != BYE) { gen_fail(c, "", l, m); return -1; }
                more = 1;
                char *o;
                if (l[m - 1] == '}' && (o = memrchr(l, '{', m))) {
                    c->lit_left = strtoul(o + 1, NULL, 10);
                    c->lit_off = 0; c->skip_line = 1;
                    if (g.scen != FETCH || c->lit_left != g.size) { gen_fail(c, "literal of the wrong size: ", l, m); return -1; }
                }
            } else if (l[0] == '+') { good = c->expect == X_CONT; }
            else {
                char t[16];
                int k = snprintf(t, sizeof t, "a%u OK", c->tagno);
                good = c->expect == X_TAG && m >= (size_t)k && !strncasecmp(l, t, (size_t)k);
            }
            break;
        case POP3:
            if (c->expect == X_CONT) { good = l[0] == '+'; break; }
            if (c->expect == X_MULTI && !c->skip_line) { good = m == 1 && l[0] == '.'; more = !good; break; }
            good = m >= 3 && !strncmp(l, "+OK", 3);
            if (c->skip_line) { c->skip_line = 0; more = good; }
            break;
        case SMTP: case LMTP:
            if (c->step == GREET) { c->expect = X_CODE; c->code = 220; }
            good = c->expect == X_CODE && m >= 3 && atoi(l) == c->code;
            more = good && m > 3 && l[3] == '-';
            break;
        }
        if (more) continue;
        if (!good) { gen_fail(c, "unexpected reply: ", l, m); return -1; }
        on_reply(c, l, m);
        if (c->step == FREE) return -1;
    }
    return (ssize_t)off;
}

void gen_start(struct conn *c) {
    static int next_user;
    int one = 1;
    memset(c, 0, sizeof *c);
    c->proto = g.proto;
    c->uid = g.first + next_user++ % g.users;
    subst(g.user, c->uid, c->user, sizeof c->user);
    c->step = GREET; c->expect = X_LINE;
    c->t_start = c->t_seen = now_ns();
    load.opening++; load.open_now++;
    if ((c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) < 0) die("socket: %s", strerror(errno));
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (g.sources) {
        struct sockaddr_in s = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f010001u + (uint32_t)(next_user % g.sources)) };
        setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
        if (bind(c->fd, (struct sockaddr *)&s, sizeof s)) die("bind: %s", strerror(errno));
    }
    int r = connect(c->fd, (struct sockaddr *)&g.to, sizeof g.to);
    if (g.tls) start_tls(c, 0);
    interest(c, (r && errno == EINPROGRESS && g.tls) || g.tls ? EPOLLOUT : EPOLLIN);
}

void gen_closed(struct conn *c) {
    if (!c->loggedin || c->step == SEL) load.opening--;
    load.open_now--;
    conn_drop(c);
    c->step = FREE;
}
