package org.tohost.backend.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tohost.backend.imap.command.MailboxCommand;
import org.tohost.backend.store.Quota;
import org.tohost.backend.store.Usage;
import org.tohost.backend.store.UserStore;

/// GETQUOTA and GETQUOTAROOT (RFC 9208 4.1). All mailboxes of a user are under one root, whose name
/// is empty; a user without limits has none.
final class QuotaHandler {
    private static final String ROOT = "";
    private static final long KIB = 1024;

    private final UserStore mail;
    private final ImapWriter out;

    QuotaHandler(UserStore mail, ImapWriter out) {
        this.mail = mail;
        this.out = out;
    }

    /// GETQUOTAROOT, of a mailbox that may be yet to come (RFC 9208 4.1.2). {@return how it ended}
    String roots(MailboxCommand.GetQuotaRoot command) throws IOException {
        List<String> limits = limits();
        String mailbox = MailboxHandler.name(command.mailbox());
        out.untagged("QUOTAROOT " + mailbox + (limits.isEmpty() ? "" : " \"" + ROOT + "\""));
        tell(limits);
        return "OK GETQUOTAROOT completed";
    }

    /// GETQUOTA. {@return how it ended}
    String quota(MailboxCommand.GetQuota command) throws IOException {
        List<String> limits = limits();
        if (!command.root().equals(ROOT) || limits.isEmpty()) {
            return "NO [NONEXISTENT] No such quota root";
        }
        tell(limits);
        return "OK GETQUOTA completed";
    }

    private void tell(List<String> limits) throws IOException {
        if (!limits.isEmpty()) {
            out.untagged("QUOTA \"" + ROOT + "\" (" + String.join(" ", limits) + ")");
        }
    }

    /// {@return what is limited, with what there is and what there may be (RFC 9208 5)}
    private List<String> limits() {
        Quota quota = mail.quota();
        Usage usage = mail.view().usage();
        List<String> limits = new ArrayList<>();
        if (quota.octets() != Quota.NONE.octets()) {
            limits.add("STORAGE " + units(usage.octets()) + " " + units(quota.octets()));
        }
        if (quota.messages() != Quota.NONE.messages()) {
            limits.add("MESSAGE " + usage.messages() + " " + quota.messages());
        }
        return limits;
    }

    /// {@return units of 1024 octets, the last of which may be begun: what is full looks full}
    private static long units(long octets) {
        return octets / KIB + (octets % KIB > 0 ? 1 : 0);
    }
}
