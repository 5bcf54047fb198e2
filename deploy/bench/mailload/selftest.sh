#!/bin/sh
# Generator against fake back-end without a proxy: all protocols, scenarios and ways of TLS, and what must be noticed.
# Ports BASE to BASE+8 on 127.0.0.1; BASE is 21900 if it is not set.
cd "$(dirname "$0")" || exit 2
b=${BASE:-21900}; tmp=$(mktemp -d); rc=0
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
    -keyout "$tmp/key" -out "$tmp/cert" 2>/dev/null
./mailload sink --imap $b --pop3 $((b+1)) --smtp $((b+2)) --lmtp $((b+3)) --imaps $((b+4)) --pop3s $((b+5)) --smtps $((b+6)) \
    --starttls --cert "$tmp/cert" --key "$tmp/key" > "$tmp/sink" & pid=$!
./mailload sink --imap $((b+7)) --corrupt > /dev/null & pid2=$!
./mailload sink --imap $((b+8)) --node sink.example.test > /dev/null & pid3=$!
trap 'kill $pid $pid2 $pid3 2>/dev/null; rm -rf "$tmp"' EXIT
sleep 0.3
t() {
    want=$1; shift
    if ./mailload "$@" > "$tmp/out" 2> "$tmp/err"; then got=0; else got=$?; fi
    if [ $got -eq "$want" ]; then echo "ok    $* $(grep -o '"ops_per_s":[0-9.]*' "$tmp/out")"; else echo "FAIL  $*"; cat "$tmp/err"; rc=1; fi
}
for mode in "" --tls --starttls; do
    o=0; [ "$mode" = --tls ] && o=4
    for p in imap pop3 smtp; do
        case $p in imap) a=127.0.0.1:$((b+o));; pop3) a=127.0.0.1:$((b+1+o));; smtp) a=127.0.0.1:$((b+2+o));; esac
        [ "$p" = smtp ] || t 0 $p fetch --to $a -c 4 -t 0.3 --size 1048576 $mode
        t 0 $p login --to $a -c 8 -t 0.3 --chatty $mode
        t 0 $p login --to $a -c 8 -n 100 --auth plain $mode
        t 0 $p login --to $a -c 8 -n 100 --auth plain-ir $mode
        t 0 $p ping --to $a -c 8 -n 1000 $mode
        t 0 $p idle --to $a -c 100 $mode
        [ "$p" = imap ] && t 0 $p append --to $a -c 4 -n 100 --size 100000 $mode
        [ "$p" = imap ] && t 0 $p select --to $a -c 4 -n 100 $mode
        [ "$p" = smtp ] && t 0 $p deliver --to $a -c 4 -n 100 --size 1000000 --rcpts 3 $mode
        [ "$p" = smtp ] && t 0 $p deliver --to $a -c 4 -n 100 --size 1000 --rcpts 3 --per-conn 2 --pipeline $mode
    done
done
t 0 lmtp deliver --to 127.0.0.1:$((b+3)) -c 4 -n 100 --size 10000 --rcpts 3 --starttls
t 1 imap login --to 127.0.0.1:$b -c 2 -t 0.3 --password wrong            # must be noticed
t 1 imap fetch --to 127.0.0.1:$b -c 2 -t 0.3 --size 1000 --msg 5         # wrong length
t 1 imap ping --to 127.0.0.1:$((b+1)) -c 2 -t 0.3                        # wrong protocol
t 1 imap fetch --to 127.0.0.1:$((b+7)) -c 2 -t 0.3                       # wrong bytes
t 1 imap ping --to 127.0.0.1:$((b+7)) -c 2 -t 0.3                        # another user's session
t 1 imap login --to 127.0.0.1:$((b+8)) -c 2 -t 0.3                       # no ticket
kill $pid; wait $pid 2>/dev/null
cat "$tmp/sink"
grep -q '"bad_bytes":0,"bad_cmds":0' "$tmp/sink" || { echo "FAIL  sink saw errors"; rc=1; }
[ $rc -eq 0 ] && echo "all passed"
exit $rc
