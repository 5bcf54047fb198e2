/* What the parts of mailload share. One process, one thread, epoll; libc and OpenSSL. */
#ifndef MAILLOAD_H
#define MAILLOAD_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>

/* ---- pattern.c */

#define LINE 78                         /* octets of a line of the pattern, CRLF included */
#define PERIOD ((size_t)LINE * 1009)    /* after so many octets it begins anew */
#define CHUNK ((size_t)256 * 1024)      /* the most that is read or written at once */
extern char pat[PERIOD + CHUNK];

/* A message that ends with a dot, while it is checked. */
struct body { size_t off, want; int in_text, done; };

void make_pattern(void);
ssize_t body_check(struct body *k, const char *b, size_t len);
int unbase64(const char *s, size_t n, unsigned char *o, size_t cap);
void base64(const unsigned char *s, size_t n, char *o);

/* ---- connection.c */

enum proto { IMAP, POP3, SMTP, LMTP };
extern const char *proto_name[];

struct conn {
    int fd;
    SSL *ssl;
    uint32_t ev;                        /* what epoll is asked for now */
    uint8_t proto, hs, stalled, close_after, mode, tls_after;
    char *carry; size_t carry_len;      /* received, not used yet */
    char *out; size_t out_off, out_len, out_cap;
    size_t pat_off, pat_left;           /* pattern to be sent behind out ... */
    char tail[96];                      /* ... and what follows it */
    char user[128];
    struct body body;
    size_t lit_left, lit_off;           /* IMAP literal that is being received */
    /* back-end only */
    int listener, lit_acked, rcpts, authed;
    char tag[64], challenge[128];
    /* load only */
    int step, expect, code, replies, skip_line, loggedin, uid;
    unsigned tagno, done_ops;
    size_t got;                         /* octets of the body in this operation */
    int64_t t_start, t_op, t_seen;
};

extern int ep;
extern SSL_CTX *ctx;
extern char rbuf[CHUNK];

int64_t now_ns(void);
__attribute__((format(printf, 1, 2), noreturn)) void die(const char *f, ...);
void put(struct conn *c, const char *p, size_t n);
__attribute__((format(printf, 2, 3))) void putf(struct conn *c, const char *f, ...);
__attribute__((format(printf, 3, 4))) void put_body(struct conn *c, size_t n, const char *tail, ...);
enum { IO_AGAIN = -1, IO_ERR = -2 };
ssize_t io_read(struct conn *c, char *b, size_t n);
int flush(struct conn *c);
void interest(struct conn *c, uint32_t ev);
void conn_drop(struct conn *c);
void start_tls(struct conn *c, int server);

/* ---- events.c, main.c */

extern int is_sink;
extern volatile sig_atomic_t stop;
void on_event(struct conn *c);
void finish(struct conn *c);

/* ---- sink_main.c, sink.c, sink_lines.c, ticket.c: the back-end */

#define CAPABILITIES "IMAP4rev1 SASL-IR LITERAL+ ID IDLE NAMESPACE UIDPLUS"
#define TICKET "TOHOST-TICKET"
enum { M_CMD, M_PLAIN, M_TICKET, M_IDLE, M_DATA, M_APPEND };
struct sink {
    unsigned long conns, logins, auth_fail, messages, bad_bytes, bad_cmds, tls_full, tls_resumed;
    int any_password, starttls, corrupt;
    const char *password, *caps;
    const char *node;                   /* our name in the cluster: tickets are taken, passwords are not */
};
extern struct sink sink;

int sink_main(int argc, char **argv);
void greet(struct conn *c);
int login(struct conn *c, const char *user, const char *pass);
int login_plain(struct conn *c, const char *b64, size_t n);
int login_as(struct conn *c, const char *user);
void auth_reply(struct conn *c, int ok);
const char *mechanism(void);
void sasl(struct conn *c, const char *l);
void sasl_answer(struct conn *c, const char *b64);
ssize_t sink_input(struct conn *c, char *b, size_t len);
size_t imap_command(struct conn *c, const char *b, size_t len);
void imap_line(struct conn *c, char *l, size_t n);
void pop3_line(struct conn *c, char *l);
void smtp_line(struct conn *c, char *l);

void ticket_secret(const char *file);
void new_challenge(struct conn *c);
int login_ticket(struct conn *c, const char *b64, size_t n);

/* ---- generator.c, replies.c, generate.c: the load */

enum scenario { LOGIN, FETCH, PING, IDLE, DELIVER, APPEND, SELECT };
enum step { FREE, GREET, HELO, STARTTLS, CAPS, AUTH1, AUTH2, READY, SEL, OP, OP2, OP3, OP4, BYE, GONE };
enum expect { X_NONE, X_LINE, X_TAG, X_CONT, X_MULTI, X_MSG, X_CODE, X_EOF };
enum { A_LOGIN, A_PLAIN, A_PLAIN_IR };
extern const char *scen_name[];

struct options {
    enum proto proto; enum scenario scen;
    struct sockaddr_in to;
    int tls, starttls, conns, ramp, per_conn, rcpts, auth, chatty, store, gate, hold, sources, timeout, users, first, pipeline;
    long total, max_errors;
    double seconds;
    size_t size; long msg;
    const char *user, *pass;
};
extern struct options g;

struct samples { uint32_t *v; size_t n, cap; };         /* microseconds */
struct load {
    struct conn *cs;
    long started, sessions, ops, errors, opening, ready, parked, open_now;
    uint64_t bytes_body;
    int running, over;
    int64_t t_go, t_end, t_last;
    struct samples logins, operations;
};
extern struct load load;

int gen_main(int argc, char **argv);
int usage(void);
int options(int argc, char **argv);
void result(void);
void gen_start(struct conn *c);
void gen_closed(struct conn *c);
void gen_fail(struct conn *c, const char *what, const char *l, size_t n);
ssize_t gen_input(struct conn *c, char *b, size_t len);
void on_reply(struct conn *c, const char *l, size_t n);
void start_op(struct conn *c);
void subst(const char *f, int i, char *o, size_t cap);
void begin_auth(struct conn *c);
void send_helo(struct conn *c);
void send_bye(struct conn *c);
void send_cmd(struct conn *c, int expect, int code, const char *f, ...);
#endif
