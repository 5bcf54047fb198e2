/* The load: what a client sends, and what it makes of a complete reply. */
#include "mailload.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

const char *scen_name[] = { "login", "fetch", "ping", "idle", "deliver", "append", "select" };
struct load load;
struct options g = { .conns = 16, .ramp = 32, .rcpts = 1, .auth = -1, .users = 1000, .first = 1, .timeout = 30, .max_errors = 20,
        .seconds = 5, .size = 65536, .user = "u%d@example.test", .pass = "secret" };

static void sample(struct samples *s, int64_t ns) {
    if (s->n == s->cap) s->v = realloc(s->v, (s->cap = s->cap ? s->cap * 2 : 65536) * sizeof *s->v);
    s->v[s->n++] = (uint32_t)(ns / 1000);
}

void subst(const char *f, int i, char *o, size_t cap) {
    const char *d = strstr(f, "%d");
    if (d) snprintf(o, cap, "%.*s%d%s", (int)(d - f), f, i, d + 2);
    else snprintf(o, cap, "%s", f);
}

void gen_fail(struct conn *c, const char *what, const char *l, size_t n) {
    static const char *names[] = { "free", "greeting", "helo", "starttls", "caps", "auth1", "auth2", "ready", "select", "op", "op2", "op3", "op4", "bye", "close" };
    if (load.errors++ < 5)
        fprintf(stderr, "error: %s %s at step %s, user %s: %s%.*s\n", proto_name[g.proto], scen_name[g.scen], names[c->step], c->user,
                what, (int)(n > 120 ? 120 : n), l ? l : "");
}

void send_cmd(struct conn *c, int expect, int code, const char *f, ...) {
    char b[1024];
    int k = 0;
    va_list a;
    if (g.proto == IMAP && expect != X_EOF && f[0] != '\1') k = snprintf(b, sizeof b, "a%u ", ++c->tagno);
    va_start(a, f);
    k += vsnprintf(b + k, sizeof b - (size_t)k, f + (f[0] == '\1'), a);
    va_end(a);
    put(c, b, (size_t)k);
    c->expect = expect; c->code = code;
}

static void message_header(struct conn *c) {
    char h[512];
    int n = snprintf(h, sizeof h, "From: <sender@example.test>\r\nTo: <%s>\r\nSubject: mailload\r\nDate: Mon, 1 Jan 2024 00:00:00 +0000\r\n"
                     "Message-ID: <%d.%u@example.test>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\nX-Mailload-Size: %zu\r\n\r\n",
                     c->user, c->uid, c->done_ops, g.size);
    put(c, h, (size_t)n);
}
static size_t message_size(struct conn *c) {
    return (size_t)snprintf(NULL, 0, "From: <sender@example.test>\r\nTo: <%s>\r\nSubject: mailload\r\nDate: Mon, 1 Jan 2024 00:00:00 +0000\r\n"
                     "Message-ID: <%d.%u@example.test>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\nX-Mailload-Size: %zu\r\n\r\n",
                     c->user, c->uid, c->done_ops, g.size) + g.size;
}

static void send_auth(struct conn *c) {
    char pw[128], raw[300], b64[420];
    subst(g.pass, c->uid, pw, sizeof pw);
    int n = snprintf(raw, sizeof raw, "%c%s%c%s", 0, c->user, 0, pw);
    base64((unsigned char *)raw, (size_t)n, b64);
    c->step = AUTH2;
    if (g.proto == LMTP) { c->step = AUTH2; send_cmd(c, X_CODE, 250, "NOOP\r\n"); }
    else if (g.auth == A_PLAIN && c->step != AUTH1) {
        c->step = AUTH1;
        send_cmd(c, g.proto == SMTP ? X_CODE : X_CONT, 334, g.proto == IMAP ? "AUTHENTICATE PLAIN\r\n" : "AUTH PLAIN\r\n");
    } else if (g.auth == A_PLAIN_IR || g.proto == SMTP)
        send_cmd(c, g.proto == SMTP ? X_CODE : g.proto == IMAP ? X_TAG : X_LINE, 235, g.proto == IMAP ? "AUTHENTICATE PLAIN %s\r\n" : "AUTH PLAIN %s\r\n", b64);
    else if (g.proto == IMAP) send_cmd(c, X_TAG, 0, "LOGIN \"%s\" \"%s\"\r\n", c->user, pw);
    else { c->step = AUTH1; send_cmd(c, X_LINE, 0, "USER %s\r\n", c->user); }
}
static void send_auth2(struct conn *c) {                /* after the first reply of a two-step login */
    char pw[128], raw[300], b64[420];
    subst(g.pass, c->uid, pw, sizeof pw);
    int n = snprintf(raw, sizeof raw, "%c%s%c%s", 0, c->user, 0, pw);
    base64((unsigned char *)raw, (size_t)n, b64);
    c->step = AUTH2;
    if (g.auth == A_LOGIN) send_cmd(c, X_LINE, 0, "PASS %s\r\n", pw);
    else send_cmd(c, g.proto == SMTP ? X_CODE : g.proto == IMAP ? X_TAG : X_LINE, 235, "\1%s\r\n", b64);
}

void send_helo(struct conn *c) { c->step = HELO; send_cmd(c, X_CODE, 250, g.proto == LMTP ? "LHLO example.test\r\n" : "EHLO example.test\r\n"); }
void send_bye(struct conn *c) {
    c->step = BYE;
    if (g.proto == IMAP) send_cmd(c, X_TAG, 0, "LOGOUT\r\n");
    else if (g.proto == POP3) send_cmd(c, X_LINE, 0, "QUIT\r\n");
    else send_cmd(c, X_CODE, 221, "QUIT\r\n");
}

void start_op(struct conn *c) {
    if (load.over || (g.per_conn && c->done_ops >= (unsigned)g.per_conn) || (!g.per_conn && g.total && load.started >= g.total && g.scen != IDLE)) {
        if (g.per_conn) send_bye(c);
        else { c->step = READY; c->expect = X_NONE; load.parked++; }
        return;
    }
    if (!g.per_conn) load.started++;
    c->t_op = now_ns();
    c->got = 0;
    c->step = OP;
    switch (g.scen) {
    case LOGIN: case PING:
        if (g.proto == IMAP) send_cmd(c, X_TAG, 0, "NOOP\r\n");
        else if (g.proto == POP3) send_cmd(c, X_LINE, 0, "NOOP\r\n");
        else send_cmd(c, X_CODE, 250, "NOOP\r\n");
        break;
    case FETCH:
        if (g.proto == IMAP) send_cmd(c, X_TAG, 0, "FETCH %ld BODY.PEEK[TEXT]\r\n", g.msg);
        else { memset(&c->body, 0, sizeof c->body); send_cmd(c, X_MSG, 0, "RETR %ld\r\n", g.msg); c->skip_line = 1; }
        break;
    case SELECT: send_cmd(c, X_TAG, 0, "SELECT INBOX\r\n"); break;
    case IDLE: break;
    case APPEND:
        send_cmd(c, X_CONT, 0, "APPEND INBOX {%zu}\r\n", message_size(c));
        break;
    case DELIVER:
        send_cmd(c, X_CODE, 250, "MAIL FROM:<sender@example.test>\r\n");
        c->replies = 0;
        if (g.pipeline) {
            for (int i = 0; i < g.rcpts; i++) {
                char r[128];
                subst(g.user, g.first + (c->uid - g.first + i) % g.users, r, sizeof r);
                putf(c, "RCPT TO:<%s>\r\n", r);
            }
            put(c, "DATA\r\n", 6);
        }
        break;
    }
}

static void op_done(struct conn *c) {
    load.t_last = now_ns();
    sample(&load.operations, load.t_last - c->t_op);
    load.ops++; c->done_ops++;
    start_op(c);
}

static void session_ready(struct conn *c) {
    load.opening--;
    load.ready++;
    if (g.per_conn) { start_op(c); return; }
    c->step = READY; c->expect = X_NONE;                /* wait for the others */
}

static void logged_in(struct conn *c) {
    sample(&load.logins, now_ns() - c->t_start);
    c->loggedin = 1;
    if (g.proto == IMAP && (g.scen == FETCH) ) { c->step = SEL; send_cmd(c, X_TAG, 0, "SELECT INBOX\r\n"); }
    else if (g.proto == IMAP && g.scen == IDLE) { c->step = SEL; send_cmd(c, X_CONT, 0, "IDLE\r\n"); }
    else session_ready(c);
}

void begin_auth(struct conn *c) {
    if (g.starttls && !c->ssl) {
        c->step = STARTTLS;
        send_cmd(c, g.proto == IMAP ? X_TAG : g.proto == POP3 ? X_LINE : X_CODE, 220, g.proto == POP3 ? "STLS\r\n" : "STARTTLS\r\n");
    } else if (g.chatty && (g.proto == IMAP || g.proto == POP3) && c->step != CAPS) {
        c->step = CAPS;
        if (g.proto == IMAP) send_cmd(c, X_TAG, 0, "CAPABILITY\r\n");
        else { send_cmd(c, X_MULTI, 0, "CAPA\r\n"); c->skip_line = 1; }
    } else send_auth(c);
}

/* a complete, positive reply has arrived; l is its last line */
void on_reply(struct conn *c, const char *l, size_t n) {
    c->expect = X_NONE;
    switch (c->step) {
    case GREET: if (g.proto == SMTP || g.proto == LMTP) send_helo(c); else begin_auth(c); break;
    case HELO: case CAPS: begin_auth(c); break;
    case STARTTLS: c->tls_after = 1; break;
    case AUTH1: send_auth2(c); break;
    case AUTH2: logged_in(c); break;
    case SEL: session_ready(c); break;
    case OP:
        if (g.scen == DELIVER) {
            char r[128];
            c->replies++;
            int k = c->replies - 1;                     /* recipients accepted so far */
            if (k < g.rcpts) {
                subst(g.user, g.first + (c->uid - g.first + k) % g.users, r, sizeof r);
                c->expect = X_CODE; c->code = 250;
                if (!g.pipeline) putf(c, "RCPT TO:<%s>\r\n", r);
            } else {
                c->step = OP2; c->expect = X_CODE; c->code = 354;
                if (!g.pipeline) put(c, "DATA\r\n", 6);
            }
            break;
        }
        if (g.scen == APPEND) {
            c->step = OP2; c->expect = X_TAG;
            message_header(c);
            put_body(c, g.size, "\r\n");
            break;
        }
        if (g.scen == FETCH) {
            if (c->got != g.size) { gen_fail(c, "short body", NULL, 0); c->step = FREE; return; }
            load.bytes_body += c->got;
        }
        if ((g.scen == LOGIN || g.scen == PING) && !g.store && g.proto != LMTP && !memmem(l, n, c->user, strlen(c->user))) {
            gen_fail(c, "wrong user's session: ", l, n); c->step = FREE; return;
        }
        op_done(c);
        break;
    case OP2:
        if (g.scen == DELIVER) {
            c->step = OP3; c->expect = X_CODE; c->code = 250;
            c->replies = g.proto == LMTP ? g.rcpts : 1;
            message_header(c);
            put_body(c, g.size, ".\r\n");
            break;
        }
        load.bytes_body += g.size;
        op_done(c);
        break;
    case OP3:
        if (--c->replies > 0) { c->expect = X_CODE; c->code = 250; break; }
        load.bytes_body += g.size;
        op_done(c);
        break;
    case OP4: send_bye(c); break;                       /* DONE answered */
    case BYE: c->step = GONE; c->expect = X_EOF; break;
    default: gen_fail(c, "unexpected reply ", l, n); c->step = FREE;
    }
}
