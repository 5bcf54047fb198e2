package org.tohost.backend.imap;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Messages that are made to be too much.
final class Giants {
    private static final String END = "\r\n";

    private Giants() {}

    /// {@return them}
    static Corpus corpus() {
        return new Corpus(
                "giants",
                List.of(
                        letter("multiparts-90-deep", multiparts(90)),
                        letter("multiparts-1000-deep", multiparts(1000)),
                        letter("messages-90-deep", messages(90)),
                        letter("messages-1000-deep", messages(1000)),
                        letter("parts-10000", parts(10_000)),
                        letter("parts-30000", parts(30_000)),
                        letter("comments-nested", field("From", "(", 100_000)),
                        letter("comments-in-a-type", field("Content-Type", "(", 100_000)),
                        letter("angles-nested", field("From", "<", 100_000)),
                        letter("groups-nested", field("To", "a:", 50_000)),
                        letter("quotes-many", field("To", "\"", 100_001)),
                        letter("routes-many", field("From", "<@a,", 30_000)),
                        letter("addresses-100000", field("To", "a@b,", 100_000)),
                        letter("encoded-words-many", field("Subject", "=?utf-8?q?a?= ", 50_000)),
                        letter("parameters-many", field("Content-Type", "a/b;c=d;", 50_000)),
                        letter("header-of-3-MiB", field("X-Long", "0123456789abcdef", 200_000))));
    }

    private static Corpus.Letter letter(String name, String text) {
        return new Corpus.Letter(name, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String field(String name, String value, int times) {
        return name + ": " + value.repeat(times) + END + "Subject: behind it" + END + END + "text";
    }

    private static String multiparts(int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            text.append("Content-Type: multipart/mixed; boundary=b").append(i).append("x");
            text.append(END).append(END).append("--b").append(i).append("x").append(END);
        }
        return text.append(END).append("innermost").append(END).toString();
    }

    private static String messages(int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            text.append("Subject: level ").append(i).append(END);
            text.append("Content-Type: message/rfc822").append(END).append(END);
        }
        return text.append(END).append("innermost").append(END).toString();
    }

    private static String parts(int count) {
        return "Content-Type: multipart/mixed; boundary=b"
                + END
                + END
                + ("--b" + END + END + "x" + END).repeat(count)
                + "--b--"
                + END;
    }
}
