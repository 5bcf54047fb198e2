package org.tohost.common.nwauth;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.password.Passwords;

/// Users in a file. It is looked at four times a second, whoever changes it.
public final class FileModule implements AuthentModule {
    private static final long MILLIS_BETWEEN_LOOKS = 250;

    private final FileView view;
    private final FileEditor editor;
    private final Passwords passwords;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// Reads the file. If there is none, or it cannot be read, it is read when it can be. `home` is
    /// the value of `g_home`; the clock dates new users.
    public FileModule(FileSettings settings, Path home, Passwords passwords, Clock clock) {
        this.view = new FileView(settings.under(home));
        this.passwords = passwords;
        this.editor = new FileEditor(settings, home, passwords, clock, view::look);
        view.look();
        Thread.ofVirtual().name("file with the users").start(this::lookOn);
    }

    private void lookOn() {
        try {
            while (!closed.await(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
                view.look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Finding find(UserKey key) {
        Optional<UserFile> file = view.content();
        return file.isEmpty() ? new Finding.Unavailable(view.trouble()) : find(file.get(), key);
    }

    private static Finding find(UserFile file, UserKey key) {
        try {
            return switch (key) {
                case UserKey.Login(var name) ->
                        file.find(UserId.of(MailAddress.parse(name.text())));
                case UserKey.Address(var address) -> file.find(UserId.of(address));
                case UserKey.CatchAll(var domain) -> file.findAlias("@" + domain);
            };
        } catch (Failure.Syntax e) {
            return new Finding.None(); // nobody here is called like that
        }
    }

    /// Does not ask for what is known: the file is at hand.
    @Override
    public AuthResult check(Login login, Supplier<Finding> known) {
        if (login.password().isEmpty()) {
            return new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
        }
        Optional<UserFile> file = view.content();
        if (file.isEmpty()) {
            return new AuthResult.Unavailable(view.trouble());
        }
        try {
            return test(file.get(), find(new UserKey.Login(login.name())), login.password());
        } catch (Failure.Unavailable e) {
            return new AuthResult.Unavailable(login.name() + ": " + e.getMessage());
        }
    }

    private AuthResult test(UserFile file, Finding found, Secret password) {
        return switch (found) {
            case Finding.Found(String entry, Account account) ->
                    file.standing(new UserId(entry))
                            .map(standing -> test(standing, account, password))
                            .orElseGet(AuthResult.NoSuchUser::new);
            case Finding.None() -> {
                passwords.pretend(password);
                yield new AuthResult.NoSuchUser();
            }
            case Finding.Unavailable(String detail) -> new AuthResult.Unavailable(detail);
        };
    }

    private AuthResult test(UserFile.Standing standing, Account account, Secret password) {
        return switch (standing) {
            case UserFile.Standing.Good(UserLine line)
                    when !passwords.matches(line.stored(), password) ->
                    new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD);
            case UserFile.Standing.Good(_) -> AuthResult.passwordIsRight(account);
            case UserFile.Standing.Bad(_, String why) -> new AuthResult.Unavailable(why);
        };
    }

    @Override
    public void watch(Changes changes) {
        view.watch(changes);
    }

    /// {@return what changes users in the file}
    public UserEditor editor() {
        return editor;
    }

    /// {@return true if the file could be read once; what was read then still counts}
    @Override
    public boolean healthy() {
        return view.content().isPresent();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
