package org.tohost.backend.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;

/// Passes a message on and reads its header meanwhile. At the header's end it may add the fields
/// that are missing; every other octet stays as it is.
///
/// The header ends at the first empty line, or before the first line that is no field (RFC 5322
/// 2.2). Memory: one line of at most [#LINE] octets.
final class HeaderFilter {
    private static final int LINE = 1000;

    private final OutputStream out;
    private final Function<HeaderFacts, String> missing;
    private final byte[] line = new byte[LINE];
    private final StringBuilder messageId = new StringBuilder();
    private int held;
    private boolean lineStart = true;
    private boolean ended;
    private boolean inMessageId;
    private int received;
    private boolean dated;

    /// `missing` gives the fields to add, whole lines with CRLF, or an empty text.
    HeaderFilter(OutputStream out, Function<HeaderFacts, String> missing) {
        this.out = out;
        this.missing = missing;
    }

    /// Passes octets of the message on.
    void write(byte[] octets, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end && !ended) {
            byte octet = octets[at++];
            line[held++] = octet;
            if (octet == '\n' || held == LINE) {
                pass(octet == '\n');
            }
        }
        out.write(octets, at, end - at);
    }

    /// The message is complete.
    void end() throws IOException {
        if (held > 0) {
            pass(true);
        }
        if (!ended) {
            ended = true;
            add("");
        }
    }

    /// {@return what has been learned so far}
    HeaderFacts facts() {
        return new HeaderFacts(received, messageId.toString().strip(), dated);
    }

    private void pass(boolean complete) throws IOException {
        if (lineStart) {
            inspect();
        } else if (inMessageId) {
            remember(0);
        }
        out.write(line, 0, held);
        held = 0;
        lineStart = complete;
    }

    private void inspect() throws IOException {
        if (line[0] == '\r' || line[0] == '\n') {
            ended = true;
            add("");
        } else if (line[0] == ' ' || line[0] == '\t') {
            if (inMessageId) {
                remember(0);
            }
        } else {
            int colon = colon();
            if (colon < 0) {
                ended = true;
                add("\r\n");
            } else {
                field(colon);
            }
        }
    }

    private void field(int colon) {
        String name =
                new String(line, 0, colon, StandardCharsets.US_ASCII)
                        .strip()
                        .toLowerCase(Locale.ROOT);
        inMessageId = name.equals("message-id") && messageId.isEmpty();
        switch (name) {
            case "received" -> received++;
            case "date" -> dated = true;
            case "message-id" -> remember(colon + 1);
            default -> {}
        }
    }

    private void remember(int from) {
        if (inMessageId && messageId.length() < LINE) {
            messageId.append(new String(line, from, held - from, StandardCharsets.UTF_8).strip());
        }
    }

    /// RFC 5322 3.6.8: printable characters, then white space of old times, then the colon.
    private int colon() {
        for (int i = 0; i < held; i++) {
            if (line[i] == ':') {
                return i > 0 ? i : -1;
            }
            boolean blank = line[i] == ' ' || line[i] == '\t';
            if ((line[i] < ' ' && !blank) || line[i] == 0x7f) {
                return -1;
            }
        }
        return -1;
    }

    private void add(String separator) throws IOException {
        String fields = missing.apply(facts());
        if (!fields.isEmpty()) {
            out.write((fields + separator).getBytes(StandardCharsets.UTF_8));
        }
    }
}
