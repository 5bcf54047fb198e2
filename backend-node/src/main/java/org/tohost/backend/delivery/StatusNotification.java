package org.tohost.backend.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;

/// What a sender is told of recipients that mail could not be delivered to: a delivery status
/// notification (RFC 3464) with the header of the message, never the body.
record StatusNotification(
        NodeId reporter,
        String queueId,
        MailAddress sender,
        Instant arrived,
        List<Undelivered> recipients,
        byte[] header) {
    StatusNotification {
        recipients = List.copyOf(recipients);
    }

    /// A recipient that was given up, with the enhanced status code (RFC 3463) and the reply behind
    /// it.
    record Undelivered(MailAddress recipient, String status, String diagnostic) {}

    /// {@return the whole message, lines ending with CRLF; `id` names it, in its Message-ID too}
    byte[] compose(String id, Instant now) {
        String boundary = "=_" + id;
        ByteArrayOutputStream message = new ByteArrayOutputStream(2048 + header.length);
        put(message, head(id, boundary, now));
        put(message, "--" + boundary + "\r\nContent-Type: text/plain; charset=utf-8\r\n");
        put(message, "Content-Transfer-Encoding: 8bit\r\n\r\n" + explanation());
        put(message, "\r\n--" + boundary + "\r\nContent-Type: " + statusType() + "\r\n");
        put(message, "Content-Transfer-Encoding: 8bit\r\n\r\n" + status());
        put(message, "\r\n--" + boundary + "\r\nContent-Type: text/rfc822-headers\r\n");
        put(message, "Content-Transfer-Encoding: 8bit\r\n\r\n");
        message.writeBytes(header);
        put(message, "\r\n--" + boundary + "--\r\n");
        return message.toByteArray();
    }

    private String head(String id, String boundary, Instant now) {
        return """
        From: Mail Delivery System <MAILER-DAEMON@%s>
        To: <%s>
        Subject: Undelivered mail returned to sender
        Date: %s
        Message-ID: <%s@%s>
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
         boundary="%s"

        This is a delivery status notification in MIME format.

        """
                .formatted(reporter, sender, ReceivedLine.date(now), id, reporter, boundary)
                .replace("\n", "\r\n");
    }

    private String explanation() {
        StringBuilder text = new StringBuilder();
        text.append("This is the mail system at ").append(reporter).append(".\r\n\r\n");
        text.append("Your message could not be delivered to:\r\n\r\n");
        for (Undelivered failed : recipients) {
            text.append("  <").append(failed.recipient()).append(">: ");
            text.append(oneLine(failed.diagnostic())).append("\r\n");
        }
        return text.append("\r\nIt will not be tried again.\r\n").toString();
    }

    /// RFC 3464 2: fields of the message, then a group of fields for each recipient.
    private String status() {
        StringBuilder fields = new StringBuilder();
        fields.append("Reporting-MTA: dns; ").append(reporter).append("\r\n");
        fields.append("X-Queue-Id: ").append(queueId).append("\r\n");
        fields.append("Arrival-Date: ").append(ReceivedLine.date(arrived)).append("\r\n");
        for (Undelivered failed : recipients) {
            String address = failed.recipient().toString();
            fields.append("\r\nFinal-Recipient: ");
            fields.append(isAscii(address) ? "rfc822; " : "utf-8; ").append(address);
            fields.append("\r\nAction: failed\r\nStatus: ").append(failed.status());
            fields.append("\r\nDiagnostic-Code: smtp; ");
            fields.append(oneLine(failed.diagnostic())).append("\r\n");
        }
        return fields.toString();
    }

    /// RFC 6533 4.1 where an address is not ASCII.
    private String statusType() {
        boolean ascii = recipients.stream().allMatch(r -> isAscii(r.recipient().toString()));
        return ascii ? "message/delivery-status" : "message/global-delivery-status";
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /// Another server's words: they must not begin a field of their own.
    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.substring(0, Math.min(line.length(), 800));
    }

    private static void put(ByteArrayOutputStream message, String text) {
        message.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
