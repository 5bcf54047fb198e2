package org.tohost.common.netwin;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;
import org.tohost.common.netwin.words.AuthentCommand;
import org.tohost.common.netwin.words.AuthentReply;

/// What the server answers, out of a user database.
final class AuthentAnswers {
    private static final Logger log = LoggerFactory.getLogger(AuthentAnswers.class);
    private static final int LONGEST_TEXT = 99;

    private final UserDatabase users;
    private final AuthentEdits edits;
    private final FailedChecks failures;

    AuthentAnswers(UserDatabase users, AuthentEdits edits, FailedChecks failures) {
        this.users = users;
        this.edits = edits;
        this.failures = failures;
    }

    /// {@return the answer to a client at this address}
    List<AuthentReply> answer(AuthentCommand command, String peer) {
        return switch (command) {
            case AuthentCommand.Check check -> List.of(check(check, peer));
            case AuthentCommand.Lookup(String name) -> List.of(lookup(name));
            case AuthentCommand.Set set -> List.of(edits.set(set));
            case AuthentCommand.Del(String name) -> List.of(edits.delete(name));
            case AuthentCommand.Search search -> edits.search(search);
            case AuthentCommand.Version() ->
                    List.of(new AuthentReply.Ok("Tohost, the authent protocol"));
            case AuthentCommand.Help() ->
                    List.of(
                            new AuthentReply.Ok(
                                    "check lookup set del search version help exit quit"));
            case AuthentCommand.Exit() -> List.of(new AuthentReply.Ok(""));
        };
    }

    /// {@return `-ERR` with the name and this text behind it}
    static AuthentReply no(String name, String text) {
        String told = name + " " + text;
        return new AuthentReply.Err(isShort(told) ? told : shortened("user " + text));
    }

    /// {@return the text, so short that every client can take it, in one line}
    static String shortened(String text) {
        String told = text.replaceAll("\\p{Cntrl}", " ");
        while (!isShort(told)) {
            told = told.substring(0, told.length() - 1);
        }
        return told;
    }

    private static boolean isShort(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_TEXT;
    }

    private AuthentReply check(AuthentCommand.Check check, String peer) {
        FailedChecks.Source source =
                check.address().isEmpty()
                        ? FailedChecks.Source.unknown(peer, check.name())
                        : FailedChecks.Source.client(check.address());
        if (!failures.mayFail(source)) {
            return new AuthentReply.Dead("too many wrong passwords, try again in a minute");
        }
        try {
            LoginName name = new LoginName(check.name());
            Secret password = check.password();
            // the protocol does not tell for which service: reading mail is what logins are for
            AuthResult result =
                    users.check(new Login(name, password, Service.IMAP, check.address()));
            return switch (result) {
                case AuthResult.Accepted(Account account) -> user(account);
                case AuthResult.Rejected(AuthResult.Reason reason) ->
                        switch (reason) {
                            case WRONG_PASSWORD -> wrong(check.name(), source);
                            case CLOSED -> closed(name);
                            case NOT_ALLOWED -> no(check.name(), "may not log in from there");
                        };
                case AuthResult.NoSuchUser() -> wrong(check.name(), source);
                case AuthResult.Unavailable _ -> silent();
            };
        } catch (Failure.Syntax e) {
            return wrong(check.name(), source);
        } finally {
            check.password().wipe();
        }
    }

    private AuthentReply wrong(String name, FailedChecks.Source source) {
        failures.failed(source);
        return no(name, "password wrong or not a valid user");
    }

    /// The password is right, and `mailstatus` says that it is of no use.
    private AuthentReply closed(LoginName name) {
        return switch (users.lookup(name)) {
            case LookupResult.Found(Account account)
                    when account.status() == Account.Status.CLOSED ->
                    user(account);
            case LookupResult.Found _, LookupResult.NoSuchUser _, LookupResult.Unavailable _ ->
                    silent(); // it has just been changed
        };
    }

    private AuthentReply lookup(String name) {
        return switch (find(name)) {
            case LookupResult.Found(Account account) -> user(account);
            case LookupResult.NoSuchUser() -> no(name, "does not exist");
            case LookupResult.Unavailable _ -> silent();
        };
    }

    /// Who logs in by this name, or else whose mailbox it is.
    private LookupResult find(String name) {
        try {
            LookupResult login = users.lookup(new LoginName(name));
            return login instanceof LookupResult.NoSuchUser && name.indexOf('@') >= 0
                    ? users.lookup(MailAddress.parse(name))
                    : login;
        } catch (Failure.Syntax e) {
            return new LookupResult.NoSuchUser();
        }
    }

    private static AuthentReply user(Account account) {
        try {
            return UserFacts.user(account).reply();
        } catch (Failure.Syntax e) {
            log.error("the entry of {} cannot be told: {}", account.user(), e.getMessage());
            return new AuthentReply.Dead("the entry cannot be told in this protocol");
        }
    }

    private static AuthentReply silent() {
        return new AuthentReply.Dead("the user database does not answer");
    }
}
