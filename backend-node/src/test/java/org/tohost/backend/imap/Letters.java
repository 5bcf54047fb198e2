package org.tohost.backend.imap;

import java.util.List;

/// The messages that transcripts find in INBOX; LF stands for CRLF.
final class Letters {
    static final String LUNCH =
            """
            Date: Wed, 17 Jul 1996 02:23:25 -0700 (PDT)
            From: Terry Gray <gray@example.com>
            Subject: Lunch on Friday
            To: fred@example.net
            Cc: minutes@example.com, "John \\"J\\" Klensin" <klensin@example.com>
            Message-ID: <B27397-0100000@example.com>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii

            Shall we have lunch at noon?
            Terry
            """;

    static final String GREETING =
            """
            Date: Thu, 1 Aug 1996 10:00:00 +0200
            From: =?utf-8?q?J=C3=B6rg?= <joerg@example.com>
            Subject: =?utf-8?b?R3LDvMOfZQ==?=
            To: Friends: fred@example.net, anna@example.net;
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="=_1"

            for old programs
            --=_1
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Viele Gr=C3=BC=C3=9Fe
            --=_1
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            PHA+R3LDvMOfZTwvcD4=
            --=_1--
            """;

    static final String FORWARD =
            """
            Date: Fri, 2 Aug 1996 10:00:00 +0000
            From: fred@example.net
            Subject: Fwd
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=out

            --out
            Content-Type: text/plain

            See below.
            --out
            Content-Type: message/rfc822
            Content-Description: the letter

            From: anna@example.net
            Subject: inside
            Content-Type: multipart/mixed; boundary=in

            --in

            deep text
            --in
            Content-Type: application/octet-stream; name="a b.bin"
            Content-Disposition: attachment; filename="a b.bin"
            Content-Transfer-Encoding: base64
            Content-ID: <bin@example.net>
            Content-Language: en, de

            AAECAw==
            --in--
            --out--
            """;

    static final List<String> ALL = List.of(LUNCH, GREETING, FORWARD);

    private Letters() {}
}
