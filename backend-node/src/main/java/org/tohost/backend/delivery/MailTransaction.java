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
import org.tohost.common.smtp.SmtpExtensions;
import org.tohost.common.smtp.SmtpReply;

/// One transaction, from MAIL to the last reply: by LMTP a reply for each recipient (RFC 2033 4.2),
/// by SMTP one for all. One thread.
final class MailTransaction {
    /// The parameter of RCPT that names the delivery, so that the receiver knows a repeated one.
    static final String DELIVERY_ID = "XDELIVERYID";

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration FINAL_PATIENCE = Duration.ofMinutes(10); // RFC 5321 4.5.3.2.6

    private final HandOver mail;
    private final Way way;
    private final @Nullable SmtpReply[] replies;
    private boolean answered;

    /// Who is at the other end.
    ///
    /// @param answersEach true if each recipient gets a reply to the content
    /// @param knowsDeliveries true if RCPT takes the name of the delivery
    record Way(boolean answersEach, boolean knowsDeliveries) {
        /// A back-end of ours.
        static final Way OURS = new Way(true, true);

        static final Way LMTP = new Way(true, false);
        static final Way SMTP = new Way(false, false);
    }

    MailTransaction(HandOver mail, Way way) {
        this.mail = mail;
        this.way = way;
        this.replies = new SmtpReply[mail.recipients().size()];
    }

    /// Runs it on a link that has introduced itself to a server that can do this.
    Receipt run(MailLink link, SmtpExtensions extensions) throws IOException {
        if (mail.utf8() && !extensions.has("SMTPUTF8")) { // RFC 6531 3.2
            answered = true;
            return receiptOr(SmtpReply.of(553, "5.6.7", "The next server has no SMTPUTF8"));
        }
        List<SmtpReply> answers = exchange(link, envelope(extensions), extensions);
        answered = true;
        SmtpReply sender = answers.getFirst();
        for (int i = 0; i < replies.length; i++) {
            SmtpReply reply = answers.get(i + 1);
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
        return receiptOr(SmtpReply.of(451, "4.5.0", "No reply"));
    }

    private List<String> envelope(SmtpExtensions extensions) {
        List<String> commands = new ArrayList<>();
        commands.add(
                "MAIL FROM:<"
                        + mail.entry().sender()
                        + ">"
                        + (extensions.has("8BITMIME") ? " BODY=8BITMIME" : "")
                        + (extensions.has("SIZE") ? " SIZE=" + mail.entry().size() : "")
                        + (mail.utf8() ? " SMTPUTF8" : ""));
        for (QueuedRecipient recipient : mail.recipients()) {
            String id = way.knowsDeliveries() ? " " + DELIVERY_ID + "=" + recipient.handOver() : "";
            commands.add("RCPT TO:<" + recipient.address() + ">" + id);
        }
        return commands;
    }

    /// All at once where that is allowed (RFC 2920 3.1).
    private static List<SmtpReply> exchange(
            MailLink link, List<String> commands, SmtpExtensions extensions) throws IOException {
        boolean pipelined = extensions.has("PIPELINING");
        List<SmtpReply> replies = new ArrayList<>();
        for (String command : commands) {
            link.command(command);
            if (!pipelined) {
                replies.add(link.reply(PATIENCE));
            }
        }
        while (replies.size() < commands.size()) {
            replies.add(link.reply(PATIENCE));
        }
        return replies;
    }

    private void data(MailLink link) throws IOException {
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
        if (!way.answersEach()) {
            fill(link.reply(FINAL_PATIENCE));
            return;
        }
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

    /// {@return what has come of it, with `otherwise` for the recipients that have no reply}
    Receipt receiptOr(SmtpReply otherwise) {
        List<SmtpReply> all = new ArrayList<>();
        for (SmtpReply reply : replies) {
            all.add(reply == null ? otherwise : reply);
        }
        return new Receipt(all, answered);
    }
}
