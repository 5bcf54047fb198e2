package org.tohost.backend.mime;

import java.io.InputStream;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;

/// Undoes content transfer encodings (RFC 2045 6). What is not well encoded is passed over: a
/// damaged message gives what can be had of it.
public final class TransferEncoding {
    private TransferEncoding() {}

    /// {@return true if the encoding of this name, in lower case, is one of RFC 2045}
    public static boolean isKnown(String encoding) {
        return switch (encoding) {
            case "7bit", "8bit", "binary", "base64", "quoted-printable" -> true;
            default -> false;
        };
    }

    /// {@return the octets that were encoded; of an encoding that is not known, those of the body}
    public static InputStream decoded(String encoding, InputStream body) {
        return switch (encoding) {
            case "base64" -> new NeverEmpty(new Base64InputStream(body, DecodeMonitor.SILENT));
            case "quoted-printable" ->
                    new NeverEmpty(new QuotedPrintableInputStream(body, DecodeMonitor.SILENT));
            default -> body;
        };
    }
}
