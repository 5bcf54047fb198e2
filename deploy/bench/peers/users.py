#!/usr/bin/env python3
"""Users u1@example.test and so on, all with one password ({SSHA}, salted each) and one back-end.

users.py file|ldif COUNT PASSWORD BACK-END FILE"""
import base64
import hashlib
import os
import sys


def ssha(password):
    salt = os.urandom(8)
    return "{SSHA}" + base64.b64encode(hashlib.sha1(password.encode() + salt).digest() + salt).decode()


def file(count, password, back_end):
    for i in range(1, count + 1):
        yield f'u{i}@example.test:{ssha(password)}:tohost="{back_end}"\n'


def ldif(count, password, back_end):
    yield "dn: dc=example,dc=test\nobjectClass: domain\ndc: example\n\n"
    yield "dn: ou=people,dc=example,dc=test\nobjectClass: organizationalUnit\nou: people\n\n"
    yield ("dn: cn=proxy,dc=example,dc=test\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\n"
           f"cn: proxy\nuserPassword: {ssha('proxy')}\n\n")
    for i in range(1, count + 1):
        yield (f"dn: uid=u{i},ou=people,dc=example,dc=test\nobjectClass: inetOrgPerson\nobjectClass: mailRouting\nuid: u{i}\n"
               f"cn: User {i}\nsn: {i}\nmail: u{i}@example.test\nuserPassword: {ssha(password)}\ntohost: {back_end}\n\n")


kind, count, password, back_end, path = sys.argv[1:]
with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
    out.writelines({"file": file, "ldif": ldif}[kind](int(count), password, back_end))
