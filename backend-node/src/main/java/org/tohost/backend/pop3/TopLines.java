package org.tohost.backend.pop3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Copies the header of a message, the empty line behind it, and so many lines of the body (RFC
/// 1939 7, TOP). A line ends with LF, whatever stands before it. One use.
final class TopLines {
    private int left;
    private boolean inBody;
    private boolean emptyLine = true;

    TopLines(int lines) {
        this.left = lines;
    }

    void copy(InputStream message, OutputStream out) throws IOException {
        byte[] chunk = new byte[8192];
        for (int n = message.read(chunk); n >= 0; n = message.read(chunk)) {
            int end = end(chunk, n);
            out.write(chunk, 0, end);
            if (end < n) {
                return;
            }
        }
    }

    /// {@return how many of these octets belong to what is asked for}
    private int end(byte[] octets, int length) {
        for (int i = 0; i < length; i++) {
            if (inBody && left == 0) {
                return i;
            }
            if (octets[i] == '\n') {
                lineEnd();
            } else if (octets[i] != '\r') {
                emptyLine = false;
            }
        }
        return length;
    }

    private void lineEnd() {
        if (inBody) {
            left--;
        } else if (emptyLine) {
            inBody = true;
        }
        emptyLine = true;
    }
}
