package org.tohost.backend.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tohost.backend.store.QueuedRecipient;
import org.tohost.common.smtp.DotEncoder;
import org.tohost.common.smtp.SmtpReply;

/// One transaction of LMTP, from MAIL to the reply for each recipient (RFC 2033 4.2). One thread.
final class LmtpTransaction {
    /// The parameter of RCPT that names the delivery, so that the receiver knows a repeated one.
    static final String DELIVERY_ID = "XDELIVERYID";

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration FINAL_PATIENCE = Duration.ofMinutes(10); // RFC 5321 4.5.3.2.6

    private final HandOver mail;
    private final @Nullable SmtpReply[] replies;

    LmtpTransaction(HandOver mail) {
        this.mail = mail;
        this.replies = new SmtpReply[mail.recipients().size()];
    }

    /// Runs it on a link that is logged in.
    List<SmtpReply> run(LmtpLink link) throws IOException {
        link.command(mailCommand());
        for (QueuedRecipient recipient : mail.recipients()) {
            String id = " " + DELIVERY_ID + "=" + recipient.handOver();
            link.command("RCPT TO:<" + recipient.address() + ">" + id);
        }
        SmtpReply sender = link.reply(PATIENCE);
        for (int i = 0; i < replies.length; i++) {
            SmtpReply reply = link.reply(PATIENCE);
            if (!sender.isPositive()) {
                replies[i] = sender;
            } else if (!reply.isPositive()) {
                replies[i] = reply;
            }
        }
        if (Arrays.asList(replies).contains(null)) {
            data(link);
        }
        link.command("QUIT");
        link.flush();
        return repliesOr(SmtpReply.of(451, "4.5.0", "No reply"));
    }

    private String mailCommand() {
        return "MAIL FROM:<"
                + mail.entry().sender()
                + "> BODY=8BITMIME SIZE="
                + mail.entry().size()
                + (mail.utf8() ? " SMTPUTF8" : "");
    }

    private void data(LmtpLink link) throws IOException {
        link.command("DATA");
        SmtpReply go = link.reply(PATIENCE);
        if (!go.isIntermediate()) {
            fill(go.isPositive() ? SmtpReply.of(451, "4.5.0", "DATA said: " + go) : go);
            return;
        }
        OutputStream out = link.content();
        DotEncoder encoder = new DotEncoder(out);
        mail.body().transferTo(encoder);
        encoder.finish();
        for (int i = 0; i < replies.length; i++) {
            if (replies[i] == null) {
                replies[i] = link.reply(FINAL_PATIENCE);
            }
        }
    }

    private void fill(SmtpReply reply) {
        for (int i = 0; i < replies.length; i++) {
            if (replies[i] == null) {
                replies[i] = reply;
            }
        }
    }

    /// {@return the reply for each recipient, and `otherwise` for those that have none}
    List<SmtpReply> repliesOr(SmtpReply otherwise) {
        List<SmtpReply> all = new ArrayList<>();
        for (SmtpReply reply : replies) {
            all.add(reply == null ? otherwise : reply);
        }
        return all;
    }
}
