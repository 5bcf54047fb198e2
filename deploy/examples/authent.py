#!/usr/bin/env python3
# A user database in ten lines: users.csv has a line for each user, name,password,tohost
import csv, sys

for line in sys.stdin:
    command, name, password = (line.split() + ["", "", ""])[:3]
    users = {row[0]: row for row in csv.reader(open(sys.argv[1])) if row}
    if command in ("exit", "quit"):
        break
    if name in users and (command == "lookup" or command == "check" and users[name][1] == password):
        print(f'+OK {name} config 0 tohost="{users[name][2]}"', flush=True)
    else:
        print(f"-ERR {name} is not a user, or the password is wrong", flush=True)
