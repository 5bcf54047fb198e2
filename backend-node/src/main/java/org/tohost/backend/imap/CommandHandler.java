package org.tohost.backend.imap;

import java.io.IOException;
import java.util.Optional;
import org.tohost.backend.imap.command.ImapCommand;
import org.tohost.backend.imap.command.LoginCommand;
import org.tohost.backend.imap.command.MailboxCommand;
import org.tohost.backend.imap.command.MessageCommand;
import org.tohost.backend.imap.command.SessionCommand;
import org.tohost.backend.server.Connection;
import org.tohost.backend.store.UserStore;
import org.tohost.common.failure.Failure;

/// Has each command done in the states in which it is allowed (RFC 9051 6), and moves the session
/// from state to state. What the other sessions did is told before a command is completed.
final class CommandHandler {
    private final Connection connection;
    private final ImapWriter out;
    private final ImapServer.Services services;
    private final ImapSettings settings;
    private final RecentMessages recent;
    private final Capabilities capabilities;
    private final LoginHandler logins;
    private final Enabled enabled = new Enabled();
    private SessionState state = new SessionState.NotAuthenticated();

    CommandHandler(
            Connection connection,
            ImapWriter out,
            ImapServer.Services services,
            ImapSettings settings,
            RecentMessages recent) {
        this.connection = connection;
        this.out = out;
        this.services = services;
        this.settings = settings;
        this.recent = recent;
        capabilities = new Capabilities(settings.appendLimit().octets());
        logins = new LoginHandler(connection, services, capabilities, out);
    }

    /// {@return where the session stands}
    SessionState state() {
        return state;
    }

    /// {@return the untagged response that opens the session}
    String greeting() {
        return logins.greeting();
    }

    /// Does a command. {@return how it ended; empty if that was said already}
    String execute(String tag, ImapCommand command) throws IOException {
        boolean condstore = enabled.has(Enabled.Feature.CONDSTORE);
        enabled.notice(command);
        String status =
                switch (command) {
                    case SessionCommand session -> session(tag, session);
                    case LoginCommand login -> login(tag, login);
                    case MailboxCommand mailbox -> mailbox(mailbox, mail());
                    case MessageCommand message -> message(tag, message);
                };
        if (state instanceof SessionState.Selected(UserStore _, SelectedMailbox mailbox)) {
            boolean quiet =
                    command instanceof MessageCommand message
                            && !MessageHandler.mayExpunge(message);
            mailbox.sync(out, !quiet);
            ModSeqCodes codes = new ModSeqCodes(mailbox, out);
            codes.follow(command, condstore);
            return codes.complete(command, status);
        }
        return status;
    }

    private String session(String tag, SessionCommand command) throws IOException {
        return switch (command) {
            case SessionCommand.Capability() -> {
                out.untagged("CAPABILITY " + capabilities());
                yield "OK CAPABILITY completed";
            }
            case SessionCommand.Noop() -> "OK NOOP completed";
            case SessionCommand.Logout() -> {
                connection.ending("logout");
                out.untagged("BYE Until next time");
                out.tagged(tag, "OK LOGOUT completed");
                state = new SessionState.LoggedOut();
                yield "";
            }
            case SessionCommand.Id() -> {
                out.untagged("ID (\"name\" \"Tohost\")");
                yield "OK ID completed";
            }
            case SessionCommand.Enable enable -> {
                mail();
                String names = String.join(" ", enabled.enable(enable.names()));
                out.untagged(("ENABLED " + names).strip());
                yield "OK ENABLE completed";
            }
            case SessionCommand.Idle() ->
                    new IdleHandler(connection, out, settings.idleNotify())
                            .idle(mail(), selected());
        };
    }

    private String login(String tag, LoginCommand command) throws IOException {
        if (!(state instanceof SessionState.NotAuthenticated)) {
            throw new Failure.Syntax("already logged in");
        }
        return switch (command) {
            case LoginCommand.StartTls() -> {
                if (!logins.mayStartTls()) {
                    throw new Failure.Syntax("STARTTLS is not offered");
                }
                logins.startTls(tag);
                yield "";
            }
            case LoginCommand.Login login -> enter(logins.login(login));
            case LoginCommand.Authenticate authenticate -> enter(logins.authenticate(authenticate));
        };
    }

    private String enter(UserStore mail) throws IOException {
        state = new SessionState.Authenticated(mail);
        connection.timeout(settings.timeout());
        return "OK [CAPABILITY " + capabilities.loggedIn() + "] Logged in";
    }

    private String mailbox(MailboxCommand command, UserStore mail) throws IOException {
        MailboxHandler mailboxes = new MailboxHandler(mail, out);
        return switch (command) {
            case MailboxCommand.Select select -> select(select, mail);
            case MailboxCommand.Create create -> mailboxes.create(create);
            case MailboxCommand.Delete delete -> {
                String status = mailboxes.delete(delete);
                if (selected().filter(SelectedMailbox::gone).isPresent()) {
                    state = new SessionState.Authenticated(mail);
                }
                yield status;
            }
            case MailboxCommand.Rename rename -> mailboxes.rename(rename);
            case MailboxCommand.Subscribe subscribe -> mailboxes.subscribe(subscribe);
            case MailboxCommand.Unsubscribe unsubscribe -> mailboxes.unsubscribe(unsubscribe);
            case MailboxCommand.ListMailboxes list -> lists(mail).list(list);
            case MailboxCommand.ListSubscribed list -> lists(mail).listSubscribed(list);
            case MailboxCommand.Namespace() -> mailboxes.namespace();
            case MailboxCommand.Status status -> status(mail).tell(status);
            case MailboxCommand.GetQuotaRoot root -> new QuotaHandler(mail, out).roots(root);
            case MailboxCommand.GetQuota quota -> new QuotaHandler(mail, out).quota(quota);
            // the operator sets limits, in the user database
            case MailboxCommand.SetQuota _ -> "NO [NOPERM] Not permitted";
            case MailboxCommand.Append append ->
                    new AppendHandler(mail, services.clock()).append(append);
        };
    }

    private ListHandler lists(UserStore mail) {
        return new ListHandler(mail.view(), status(mail), out);
    }

    private StatusHandler status(UserStore mail) {
        return new StatusHandler(mail, recent, settings.appendLimit().octets(), out);
    }

    private String select(MailboxCommand.Select command, UserStore mail) throws IOException {
        if (command.resync().isPresent() && !enabled.has(Enabled.Feature.QRESYNC)) {
            throw new Failure.Syntax("QRESYNC must be enabled"); // RFC 7162 3.2.5
        }
        if (selected().isPresent()) {
            out.untagged("OK [CLOSED] Previous mailbox is closed"); // RFC 7162 3.2.11
        }
        // a SELECT that fails leaves no mailbox selected (RFC 9051 6.3.2)
        state = new SessionState.Authenticated(mail);
        SelectedMailbox mailbox =
                new SelectedMailbox(
                        mail,
                        new MailboxHandler(mail, out).find(command.mailbox()),
                        recent,
                        enabled,
                        command.readOnly());
        state = new SessionState.Selected(mail, mailbox);
        return new SelectHandler(out).tell(mailbox, command.resync());
    }

    private String message(String tag, MessageCommand command) throws IOException {
        SelectedMailbox mailbox =
                selected().orElseThrow(() -> new Failure.Syntax("select a mailbox first"));
        if (mailbox.gone()) {
            connection.ending("selected mailbox deleted");
            out.untagged("BYE The selected mailbox was deleted"); // RFC 2180 3.3
            state = new SessionState.LoggedOut();
            return "NO [NONEXISTENT] No such mailbox";
        }
        Turn turn = new Turn(tag, connection, out, services.clock());
        String status = new MessageHandler(mailbox, turn).execute(command);
        if (command instanceof MessageCommand.Close || command instanceof MessageCommand.Unselect) {
            state = new SessionState.Authenticated(mailbox.mail());
        }
        return status;
    }

    private String capabilities() {
        return state instanceof SessionState.NotAuthenticated
                ? logins.capabilities()
                : capabilities.loggedIn();
    }

    private UserStore mail() {
        return switch (state) {
            case SessionState.Authenticated(UserStore mail) -> mail;
            case SessionState.Selected(UserStore mail, SelectedMailbox _) -> mail;
            case SessionState.NotAuthenticated(), SessionState.LoggedOut() ->
                    throw new Failure.Syntax("log in first");
        };
    }

    private Optional<SelectedMailbox> selected() {
        return state instanceof SessionState.Selected(UserStore _, SelectedMailbox mailbox)
                ? Optional.of(mailbox)
                : Optional.empty();
    }
}
