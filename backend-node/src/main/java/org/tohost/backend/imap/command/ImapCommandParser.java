package org.tohost.backend.imap.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tohost.backend.imap.command.MessageCommand.StoreMode;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.ImapCursor;
import org.tohost.common.imap.MailboxEncoding;

/// Reads commands, the cursor standing behind the tag and its space. Every method takes one command
/// to its end.
///
/// @param encoding how the client writes names of mailboxes
/// @param delimiter the hierarchy delimiter
public record ImapCommandParser(MailboxEncoding encoding, char delimiter) {
    private static final int MAX_ID_STRINGS = 60; // RFC 2971 3.3: 30 pairs

    /// {@return the command}
    ///
    /// @throws Failure.Syntax if it is none that we know, or has something where it does not belong
    public ImapCommand parse(ImapCursor in) {
        String name = in.keyword();
        ImapCommand command =
                switch (name) {
                    case "CAPABILITY" -> new SessionCommand.Capability();
                    case "NOOP" -> new SessionCommand.Noop();
                    case "LOGOUT" -> new SessionCommand.Logout();
                    case "ID" -> id(in);
                    case "ENABLE" -> enable(in);
                    case "IDLE" -> new SessionCommand.Idle();
                    case "STARTTLS" -> new LoginCommand.StartTls();
                    case "LOGIN" -> login(in);
                    case "AUTHENTICATE" -> authenticate(in);
                    case "CHECK" -> new MessageCommand.Check();
                    case "CLOSE" -> new MessageCommand.Close();
                    case "UNSELECT" -> new MessageCommand.Unselect();
                    case "EXPUNGE" -> new MessageCommand.Expunge(Optional.empty());
                    case "UID" -> uid(in);
                    case "SEARCH", "SORT", "THREAD" -> search(name, in, false);
                    case "FETCH", "STORE", "COPY", "MOVE" -> messages(name, in, false);
                    default -> new MailboxCommandParser(encoding, delimiter).parse(name, in);
                };
        in.end();
        return command;
    }

    private ImapCommand uid(ImapCursor in) {
        in.sp();
        String name = in.keyword();
        return switch (name) {
            case "EXPUNGE" -> {
                in.sp();
                yield new MessageCommand.Expunge(Optional.of(MessageSet.read(in, true)));
            }
            case "SEARCH", "SORT", "THREAD" -> search(name, in, true);
            case "FETCH", "STORE", "COPY", "MOVE" -> messages(name, in, true);
            default -> throw new Failure.Syntax("unknown UID command");
        };
    }

    private static ImapCommand search(String name, ImapCursor in, boolean byUid) {
        in.sp();
        SearchCommandParser parser = new SearchCommandParser(in);
        return switch (name) {
            case "SORT" -> parser.sort(byUid);
            case "THREAD" -> parser.threads(byUid);
            default -> parser.search(byUid);
        };
    }

    private ImapCommand messages(String name, ImapCursor in, boolean byUid) {
        in.sp();
        MessageSet set = MessageSet.read(in, byUid);
        return switch (name) {
            case "FETCH" -> new FetchParser(in).fetch(set);
            case "STORE" -> store(in, set);
            case "COPY" -> new MessageCommand.Copy(set, mailbox(in));
            case "MOVE" -> new MessageCommand.Move(set, mailbox(in));
            default -> throw new Failure.Syntax("unknown command");
        };
    }

    private String mailbox(ImapCursor in) {
        in.sp();
        return in.mailbox(encoding);
    }

    private static ImapCommand store(ImapCursor in, MessageSet set) {
        in.sp();
        Optional<Long> unchangedSince = unchangedSince(in);
        StoreMode mode =
                in.accept('+')
                        ? StoreMode.ADD
                        : in.accept('-') ? StoreMode.REMOVE : StoreMode.REPLACE;
        String item = in.keyword();
        if (!item.equals("FLAGS") && !item.equals("FLAGS.SILENT")) {
            throw new Failure.Syntax("STORE knows FLAGS and FLAGS.SILENT");
        }
        in.sp();
        List<String> flags = in.at('(') ? in.flagList() : bareFlags(in);
        boolean silent = item.endsWith(".SILENT");
        return new MessageCommand.Store(set, mode, silent, flags, unchangedSince);
    }

    private static Optional<Long> unchangedSince(ImapCursor in) {
        if (!in.accept('(')) {
            return Optional.empty();
        }
        if (!in.acceptKeyword("UNCHANGEDSINCE")) {
            throw new Failure.Syntax("unknown modifier");
        }
        in.sp();
        long modSeq = in.number64();
        in.expect(')');
        in.sp();
        return Optional.of(modSeq);
    }

    private static List<String> bareFlags(ImapCursor in) {
        List<String> flags = new ArrayList<>();
        do {
            flags.add(in.flag());
        } while (in.accept(' '));
        return flags;
    }

    private static ImapCommand id(ImapCursor in) {
        in.sp();
        if (!in.accept('(')) {
            if (!in.keyword().equals("NIL")) {
                throw new Failure.Syntax("expected a list or NIL");
            }
            return new SessionCommand.Id();
        }
        int strings = 0;
        while (!in.accept(')')) {
            if (strings++ > 0) {
                in.sp();
            }
            in.nstring();
            if (strings > MAX_ID_STRINGS) {
                throw new Failure.Syntax("ID has at most 30 pairs");
            }
        }
        return new SessionCommand.Id();
    }

    private static ImapCommand enable(ImapCursor in) {
        List<String> names = new ArrayList<>();
        do {
            in.sp();
            names.add(in.keyword());
        } while (!in.atEnd());
        return new SessionCommand.Enable(names);
    }

    private static ImapCommand login(ImapCursor in) {
        in.sp();
        LoginName user = LoginName.of(in.astringOctets());
        in.sp();
        return new LoginCommand.Login(user, Secret.of(in.astringOctets()));
    }

    private static ImapCommand authenticate(ImapCursor in) {
        in.sp();
        String mechanism = in.atom().toUpperCase(Locale.ROOT);
        if (in.atEnd()) {
            return new LoginCommand.Authenticate(mechanism, Optional.empty());
        }
        in.sp();
        return new LoginCommand.Authenticate(mechanism, Optional.of(in.rest()));
    }
}
