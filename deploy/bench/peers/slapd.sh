#!/bin/sh
# slapd.sh BENCH DIR USERS PASSWORD BACK-END: fills the database of DIR/slapd.conf
set -e
mkdir -p "$2/ldapdb"
python3 "$1/peers/users.py" ldif "$3" "$4" "$5" "$2/users.ldif"
slapadd -q -f "$2/slapd.conf" -l "$2/users.ldif"
(umask 077 && printf proxy >"$2/ldap.password")
