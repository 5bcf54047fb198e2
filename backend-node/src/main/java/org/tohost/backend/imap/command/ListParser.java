package org.tohost.backend.imap.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tohost.backend.imap.command.MailboxCommand.ListReturn;
import org.tohost.backend.imap.command.MailboxCommand.ListSelection;
import org.tohost.backend.imap.command.MailboxCommand.StatusItem;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.ImapCursor;
import org.tohost.common.imap.MailboxEncoding;

/// Reads LIST with its options (RFC 5258 6), the cursor standing behind the command's name.
final class ListParser {
    private static final int MAX_PATTERNS = 100;
    private static final int MAX_OPTIONS = 20;

    private final ImapCursor in;
    private final MailboxEncoding encoding;
    private final Set<ListSelection> selection = EnumSet.noneOf(ListSelection.class);
    private boolean subscribed;
    private boolean children;
    private List<StatusItem> status = List.of();

    ListParser(ImapCursor in, MailboxEncoding encoding) {
        this.in = in;
        this.encoding = encoding;
    }

    /// {@return the command}
    MailboxCommand.ListMailboxes list() {
        boolean selects = in.accept(" (");
        if (selects) {
            options(this::select);
            checkSelection();
        }
        in.sp();
        String reference = in.mailbox(encoding);
        in.sp();
        boolean several = in.accept('(');
        List<String> patterns = several ? patterns() : List.of(in.listMailbox(encoding));
        boolean returns = in.accept(' ');
        if (returns) {
            returnOptions();
        }
        boolean extended = selects || several || returns;
        ListReturn returned =
                extended ? new ListReturn(subscribed, children, status) : ListReturn.BASIC;
        return new MailboxCommand.ListMailboxes(selection, reference, patterns, returned, extended);
    }

    private void returnOptions() {
        if (!in.keyword().equals("RETURN")) {
            throw new Failure.Syntax("expected RETURN");
        }
        in.sp();
        in.expect('(');
        options(this::returned);
    }

    /// Takes options up to the parenthesis that ends them.
    private void options(Runnable option) {
        int count = 0;
        while (!in.accept(')')) {
            if (count > 0) {
                in.sp();
            }
            if (++count > MAX_OPTIONS) {
                throw new Failure.Syntax("too many options");
            }
            option.run();
        }
    }

    private void select() {
        selection.add(
                switch (in.keyword()) {
                    case "SUBSCRIBED" -> ListSelection.SUBSCRIBED;
                    case "REMOTE" -> ListSelection.REMOTE;
                    case "RECURSIVEMATCH" -> ListSelection.RECURSIVEMATCH;
                    case "SPECIAL-USE" -> ListSelection.SPECIAL_USE;
                    default -> throw new Failure.Syntax("unknown selection option");
                });
    }

    /// RFC 5258 3.1: RECURSIVEMATCH says what becomes of the others, so one of them has to be
    /// there.
    private void checkSelection() {
        if (selection.contains(ListSelection.RECURSIVEMATCH)
                && !selection.contains(ListSelection.SUBSCRIBED)
                && !selection.contains(ListSelection.SPECIAL_USE)) {
            throw new Failure.Syntax("RECURSIVEMATCH of what?");
        }
    }

    private void returned() {
        switch (in.keyword()) {
            case "SUBSCRIBED" -> subscribed = true;
            case "CHILDREN" -> children = true;
            case "SPECIAL-USE" -> {} // told in any case (RFC 6154 2)
            case "STATUS" -> {
                in.sp();
                status = MailboxCommandParser.statusItems(in);
            }
            default -> throw new Failure.Syntax("unknown return option");
        }
    }

    private List<String> patterns() {
        List<String> patterns = new ArrayList<>();
        do {
            patterns.add(in.listMailbox(encoding));
            if (patterns.size() > MAX_PATTERNS) {
                throw new Failure.Syntax("too many patterns");
            }
        } while (in.accept(' '));
        in.expect(')');
        return patterns;
    }
}
