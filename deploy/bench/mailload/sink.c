/* The fake back-end: who logs in, and which bytes come next. */
#include "mailload.h"
#include <stdio.h>
#include <strings.h>

struct sink sink = { .password = "secret", .caps = CAPABILITIES " AUTH=PLAIN" };

void greet(struct conn *c) {
    if (sink.node) new_challenge(c);
    switch (c->proto) {
    case IMAP: putf(c, "* OK [CAPABILITY %s] mailload %s\r\n", sink.caps, c->challenge); break;
    case POP3: putf(c, "+OK mailload %s\r\n", c->challenge); break;
    case SMTP: putf(c, "220 sink.example.test ESMTP mailload %s\r\n", c->challenge); break;
    case LMTP: putf(c, "220 sink.example.test LMTP mailload %s\r\n", c->challenge); break;
    }
}

int login_as(struct conn *c, const char *user) {
    sink.logins++;
    c->authed = 1;
    snprintf(c->user, sizeof c->user, "%s", sink.corrupt ? "somebody-else" : user);
    return 1;
}

int login(struct conn *c, const char *user, const char *pass) {
    if (sink.node || (!sink.any_password && strcmp(pass, sink.password))) { sink.auth_fail++; return 0; }
    return login_as(c, user);
}

int login_plain(struct conn *c, const char *b64, size_t n) {
    char d[512];
    int k = unbase64(b64, n, (unsigned char *)d, sizeof d - 1);
    if (k < 3) { sink.auth_fail++; return 0; }
    d[k] = 0;
    char *id = d + strlen(d) + 1;
    if (id >= d + k || id + strlen(id) + 1 > d + k) { sink.auth_fail++; return 0; }
    return login(c, *d ? d : id, id + strlen(id) + 1);
}

/* the one mechanism that is offered */
const char *mechanism(void) { return sink.node ? TICKET : "PLAIN"; }

/* a mechanism's name and its first answer, if that came along */
void sasl(struct conn *c, const char *l) {
    size_t n = strcspn(l, " \r\n"), k = strlen(mechanism());
    if (n != k || strncasecmp(l, mechanism(), k)) { sink.auth_fail++; auth_reply(c, 0); return; }
    c->mode = sink.node ? M_TICKET : M_PLAIN;
    if (l[n] == ' ') sasl_answer(c, l + n + 1);
    else putf(c, c->proto == IMAP || c->proto == POP3 ? "+ \r\n" : "334 \r\n");
}

void sasl_answer(struct conn *c, const char *b64) {
    size_t n = strcspn(b64, "\r\n");
    auth_reply(c, c->mode == M_TICKET ? login_ticket(c, b64, n) : login_plain(c, b64, n));
}

void auth_reply(struct conn *c, int ok) {
    c->mode = M_CMD;
    if (c->proto == IMAP) {
        if (ok) putf(c, "%s OK [CAPABILITY %s] Logged in\r\n", c->tag, sink.caps);
        else putf(c, "%s NO [AUTHENTICATIONFAILED] Authentication failed.\r\n", c->tag);
    } else if (c->proto == POP3) {
        putf(c, ok ? "+OK Logged in.\r\n" : "-ERR [AUTH] Authentication failed.\r\n");
    } else {
        putf(c, ok ? "235 2.7.0 Authentication successful\r\n" : "535 5.7.8 Authentication failed\r\n");
    }
}


/* returns bytes used, -1 = close the connection */
ssize_t sink_input(struct conn *c, char *b, size_t len) {
    size_t off = 0;
    while (off < len) {
        if (c->pat_left || c->tail[0] || c->tls_after) { c->stalled = 1; break; }
        if (c->close_after) return (ssize_t)len;
        if (c->mode == M_DATA) {
            ssize_t n = body_check(&c->body, b + off, len - off);
            if (n < 0) { sink.bad_bytes++; return -1; }
            if (c->body.done) {
                c->mode = M_CMD;
                sink.messages++;
                for (int i = 0; i < (c->proto == LMTP ? c->rcpts : 1); i++) putf(c, "250 2.0.0 Ok: queued\r\n");
            } else if (!n) break;
            off += (size_t)n;
        } else if (c->mode == M_APPEND && c->lit_left) {
            size_t n = len - off < c->lit_left ? len - off : c->lit_left;
            ssize_t k = body_check(&c->body, b + off, n);
            if (k < 0) { sink.bad_bytes++; return -1; }
            if (!k) break;
            c->lit_left -= (size_t)k; off += (size_t)k;
        } else {
            size_t n = 0;
            if (c->proto == IMAP && c->mode == M_CMD) n = imap_command(c, b + off, len - off);
            else { char *nl = memchr(b + off, '\n', len - off); if (nl) n = (size_t)(nl - b) - off + 1; }
            if (!n) break;
            char save = b[off + n - 1];
            if (c->proto == IMAP) {
                if (c->mode == M_APPEND) { c->mode = M_CMD; sink.messages++; putf(c, "%s OK [APPENDUID 1 1] Append completed.\r\n", c->tag); }
                else imap_line(c, b + off, n);
            } else {
                b[off + n - 1] = 0;
                if (n > 1 && b[off + n - 2] == '\r') b[off + n - 2] = 0;
                if (c->proto == POP3) pop3_line(c, b + off); else smtp_line(c, b + off);
                b[off + n - 1] = save;
            }
            off += n;
        }
    }
    return (ssize_t)off;
}
