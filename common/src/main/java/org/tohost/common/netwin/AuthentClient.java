package org.tohost.common.netwin;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.UserKey;
import org.tohost.common.failure.Failure;
import org.tohost.common.netwin.words.AuthentCommand;
import org.tohost.common.netwin.words.AuthentLine;
import org.tohost.common.netwin.words.AuthentReply;
import org.tohost.common.netwin.words.AuthentUser;

/// A module of the authent protocol: what it asks, and what it makes of the answers, whoever gives
/// them.
final class AuthentClient implements AuthentModule {
    private static final Logger log = LoggerFactory.getLogger(AuthentClient.class);

    /// Asked to see whether anybody answers; no user can be called so.
    private static final String NOBODY = "tohost-probe@invalid";

    /// A line above a thousand octets would not be read in one piece by every module there is.
    private static final int LONGEST_PASSWORD = 512;

    private final String name;
    private final QuestionSettings settings;
    private final Conversations conversations;
    private final Function<AuthentCommand, AuthentReply> peers;
    private final Answering answering;
    private final OnceLogged unsaid;

    /// `peers` answers a question within the time limit, or throws [Failure.Unavailable], by these
    /// `conversations`, which end with the module.
    AuthentClient(
            String name,
            QuestionSettings settings,
            Conversations conversations,
            Function<AuthentCommand, AuthentReply> peers,
            Clock clock) {
        this.name = name;
        this.settings = settings;
        this.conversations = conversations;
        this.peers = peers;
        this.answering = new Answering(name, clock);
        this.unsaid = new OnceLogged();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Finding find(UserKey key) {
        return switch (key) {
            case UserKey.Login(var name) -> lookup(name.text());
            case UserKey.Address(var address) ->
                    lookup(address.toString().toLowerCase(Locale.ROOT));
            case UserKey.CatchAll _ -> new Finding.None(); // the protocol has no word for it
        };
    }

    @Override
    public AuthResult check(Login login, Supplier<Finding> known) {
        if (login.password().isEmpty()) {
            return new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
        }
        String name = login.name().text();
        if (!isSayable(name) || !isPasswordSayable(login)) {
            return refused(known.get());
        }
        try {
            return result(
                    ask(new AuthentCommand.Check(name, login.password(), address(login))),
                    name,
                    known);
        } catch (Failure.Unavailable e) {
            return new AuthResult.Unavailable(e.getMessage());
        }
    }

    @Override
    public void watch(Changes changes) {
        // the protocol tells of none
    }

    @Override
    public boolean healthy() {
        return answering.good(() -> lookup(NOBODY));
    }

    @Override
    public void close() {
        conversations.close();
    }

    private Finding lookup(String name) {
        if (!isSayable(name)) {
            return new Finding.None();
        }
        try {
            return switch (ask(new AuthentCommand.Lookup(name))) {
                case AuthentReply.Ok(String text) -> user(text, name);
                case AuthentReply.Err _ -> new Finding.None();
                case AuthentReply.Dead(String text) -> new Finding.Unavailable(text);
                case AuthentReply.Data _ -> new Finding.Unavailable("+DATA");
            };
        } catch (Failure.Unavailable e) {
            return new Finding.Unavailable(e.getMessage());
        }
    }

    private AuthResult result(AuthentReply reply, String name, Supplier<Finding> known) {
        return switch (reply) {
            case AuthentReply.Ok(String text) -> admit(user(text, name));
            case AuthentReply.Err _ -> refused(known.get());
            case AuthentReply.Dead(String text) -> new AuthResult.Unavailable(text);
            case AuthentReply.Data _ -> new AuthResult.Unavailable("+DATA");
        };
    }

    private static AuthResult admit(Finding user) {
        return switch (user) {
            case Finding.Found(_, Account account) -> AuthResult.passwordIsRight(account);
            case Finding.None() -> new AuthResult.NoSuchUser();
            case Finding.Unavailable(String detail) -> new AuthResult.Unavailable(detail);
        };
    }

    /// `-ERR` does not say whether the name or the password is wrong.
    private static AuthResult refused(Finding known) {
        return switch (known) {
            case Finding.Found _ -> new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
            case Finding.None() -> new AuthResult.NoSuchUser();
            case Finding.Unavailable(String detail) -> new AuthResult.Unavailable(detail);
        };
    }

    private Finding user(String text, String asked) {
        try {
            AuthentUser told = AuthentUser.parse(text);
            return new Finding.Found(told.name(), UserFacts.account(told));
        } catch (Failure.Syntax e) {
            log.error("the answer about {} describes no user: {}", asked, e.getMessage());
            return new Finding.Unavailable("an answer that describes no user");
        }
    }

    private AuthentReply ask(AuthentCommand question) {
        try {
            AuthentReply reply = peers.apply(question);
            if (reply instanceof AuthentReply.Dead(String text)) {
                answering.failed("-DEAD " + text);
            } else {
                answering.answered();
            }
            return reply;
        } catch (Failure.Unavailable e) {
            answering.failed(e.getMessage());
            throw e;
        }
    }

    private boolean isSayable(String name) {
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        boolean sayable = AuthentLine.isWord(octets, settings.allowBadAscii());
        return sayable || unsaid.name();
    }

    private boolean isPasswordSayable(Login login) {
        byte[] octets = login.password().octets();
        boolean sayable =
                octets.length <= LONGEST_PASSWORD
                        && AuthentLine.isWord(octets, settings.allowBadAscii());
        Arrays.fill(octets, (byte) 0);
        return sayable || unsaid.password();
    }

    private String address(Login login) {
        boolean told = settings.addIp() && login.address().matches("[0-9A-Fa-f:.]+");
        return told ? login.address() : "";
    }
}
