/* The load: what the command line asks for. */
#include "mailload.h"
#include <arpa/inet.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

int usage(void) {
    fprintf(stderr,
        "usage: mailload sink [--imap|--pop3|--smtp|--lmtp|--imaps|--pop3s|--smtps [ADDR:]PORT]... [--starttls]\n"
        "                     [--cert F --key F [--client-ca F]] [--node NAME [--secret F] (sessions are handed over by tickets)]\n"
        "                     [--password P | --any-password] [--corrupt (wrong bodies and users, to test the checks)]\n"
        "       mailload imap|pop3|smtp|lmtp SCENARIO --to ADDR:PORT [options]\n"
        "scenarios: login    connect, log in, NOOP, log out; closed loop of -c connections\n"
        "           select   the same with SELECT INBOX instead of NOOP (imap)\n"
        "           fetch    -c sessions, each fetching a body of --size bytes again and again (imap, pop3)\n"
        "           ping     -c sessions, each sending NOOP again and again\n"
        "           idle     open -c sessions, hold them, log out\n"
        "           deliver  messages of --size bytes to --rcpts recipients (smtp, lmtp)\n"
        "           append   APPEND of messages of --size bytes to INBOX (imap)\n"
        "options:   -c N connections [16]   -t SECONDS [5]   -n TOTAL operations (instead of -t)\n"
        "           --tls | --starttls      --size BYTES, rounded up to whole lines of 78 [65536]   --rcpts N [1]\n"
        "           --user-pattern P [u%%d@example.test]   --users N [1000]   --first N [1]   --password P [secret] (%%d allowed)\n"
        "           --auth login|plain|plain-ir   --chatty (CAPABILITY/CAPA first)   --pipeline (MAIL, RCPT, DATA in one go)\n"
        "           --per-conn N   log out and reconnect after N operations [0 = never]\n"
        "           --store        the peer ends at a real mail store: do not look for the sink's echo of the user\n"
        "           --msg N        message to fetch [sink: the number of lines]\n"
        "           --ramp N       sessions being opened at once [32]   --sources N  client addresses 127.1.x.y [1]\n"
        "           --hold S       idle: seconds to hold   --timeout S [30]   --max-errors N [20]\n"
        "           --gate         print READY when all sessions are open, wait for a line on stdin; the same after the result\n"
        "result:    one line of JSON on stdout; exit status 1 when any reply or byte was wrong\n");
    return 2;
}

static void address(const char *text) {
    char host[64];
    const char *colon = strrchr(text, ':');
    if (!colon) die("--to ADDR:PORT");
    snprintf(host, sizeof host, "%.*s", (int)(colon - text), text);
    g.to.sin_family = AF_INET;
    g.to.sin_port = htons((uint16_t)atoi(colon + 1));
    if (inet_pton(AF_INET, host, &g.to.sin_addr) != 1) die("bad address %s", text);
}

/* 0 if they are not good */
int options(int argc, char **argv) {
    static const struct option o[] = {
        { "to", 1, 0, 1 }, { "tls", 0, 0, 2 }, { "starttls", 0, 0, 3 }, { "size", 1, 0, 4 }, { "rcpts", 1, 0, 5 }, { "user-pattern", 1, 0, 6 },
        { "users", 1, 0, 7 }, { "first", 1, 0, 8 }, { "password", 1, 0, 9 }, { "auth", 1, 0, 10 }, { "chatty", 0, 0, 11 }, { "per-conn", 1, 0, 12 },
        { "store", 0, 0, 13 }, { "msg", 1, 0, 14 }, { "ramp", 1, 0, 15 }, { "sources", 1, 0, 16 }, { "hold", 1, 0, 17 }, { "timeout", 1, 0, 18 },
        { "max-errors", 1, 0, 19 }, { "gate", 0, 0, 20 }, { "pipeline", 0, 0, 21 }, { 0, 0, 0, 0 } };
    int k, i;
    if (argc < 3) return 0;
    for (i = 0; i < 4 && strcmp(argv[1], proto_name[i]); i++) ;
    if (i == 4) return 0;
    g.proto = (enum proto)i;
    for (i = 0; i < 7 && strcmp(argv[2], scen_name[i]); i++) ;
    if (i == 7) return 0;
    g.scen = (enum scenario)i;
    optind = 3;
    while ((k = getopt_long(argc, argv, "c:t:n:", o, NULL)) != -1) switch (k) {
    case 'c': g.conns = atoi(optarg); break;
    case 't': g.seconds = atof(optarg); break;
    case 'n': g.total = atol(optarg); g.seconds = 0; break;
    case 1: address(optarg); break;
    case 2: g.tls = 1; break;
    case 3: g.starttls = 1; break;
    case 4: g.size = strtoul(optarg, NULL, 10); break;
    case 5: g.rcpts = atoi(optarg); break;
    case 6: g.user = optarg; break;
    case 7: g.users = atoi(optarg); break;
    case 8: g.first = atoi(optarg); break;
    case 9: g.pass = optarg; break;
    case 10: g.auth = !strcmp(optarg, "login") ? A_LOGIN : !strcmp(optarg, "plain") ? A_PLAIN : A_PLAIN_IR; break;
    case 11: g.chatty = 1; break;
    case 12: g.per_conn = atoi(optarg); break;
    case 13: g.store = 1; break;
    case 14: g.msg = atol(optarg); break;
    case 15: g.ramp = atoi(optarg); break;
    case 16: g.sources = atoi(optarg); break;
    case 17: g.hold = atoi(optarg); break;
    case 18: g.timeout = atoi(optarg); break;
    case 19: g.max_errors = atol(optarg); break;
    case 20: g.gate = 1; break;
    case 21: g.pipeline = 1; break;
    default: return 0;
    }
    if (!g.to.sin_port || g.conns < 1 || g.users < 1) return 0;
    g.size = (g.size + LINE - 1) / LINE * LINE;
    if (!g.msg) g.msg = (long)(g.size / LINE);
    if (g.auth < 0) g.auth = g.proto == SMTP ? A_PLAIN_IR : A_LOGIN;
    if (g.scen == LOGIN || g.scen == SELECT) g.per_conn = 1;
    if (g.per_conn && g.ramp < g.conns) g.ramp = g.conns;
    return 1;
}
