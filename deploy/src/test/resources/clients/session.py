"""A session of Python's imaplib through the proxy: arguments are port and user. Prints "fine"."""
import imaplib
import ssl
import sys

port, user = int(sys.argv[1]), sys.argv[2]
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE

message = b"From: a@example.test\r\nSubject: by imaplib\r\n\r\nline\r\n.\r\n\xff\xfe\r\n"


def done(result):
    assert result[0] == "OK", result
    return result[1]


imap = imaplib.IMAP4("127.0.0.1", port)
done(imap.starttls(context))
done(imap.login(user, "demo"))
done(imap.create("Archive"))
done(imap.append("Archive", r"(\Seen $Label1)", None, message))
assert done(imap.select("Archive")) == [b"1"]
assert done(imap.search(None, "SEEN", "SUBJECT", '"imaplib"')) == [b"1"]
data = done(imap.fetch("1", "(UID FLAGS RFC822.SIZE BODY.PEEK[])"))
assert data[0][1] == message, data
assert b"$Label1" in data[0][0] + data[1] and b"\\Seen" in data[0][0] + data[1], data
done(imap.store("1", "+FLAGS", r"(\Answered)"))
done(imap.copy("1", "INBOX"))
done(imap.store("1", "+FLAGS", r"(\Deleted)"))
assert done(imap.expunge()) == [b"1"]
done(imap.close())
done(imap.select("INBOX"))
numbers = done(imap.search(None, "SUBJECT", '"by imaplib"'))[0].split()
assert done(imap.fetch(numbers[-1], "(BODY[])"))[0][1] == message
assert b"Archive" in b" ".join(done(imap.list()))
done(imap.delete("Archive"))
imap.logout()
print("fine")
