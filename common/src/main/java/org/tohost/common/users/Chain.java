package org.tohost.common.users;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.UserId;

/// Several modules that are asked in order, as one. The first that knows a user decides; one that
/// does not answer ends the question with an outage, for the user might stand there.
///
/// Entries are called by the module's name, a colon, and the module's own name for them. Any
/// thread.
public final class Chain implements AuthentModule {
    // an earlier module has refused: what a later one is asked costs as much, and tells it nothing
    private static final Secret DECOY = Secret.of("no password of anybody");

    private final List<AuthentModule> modules;

    /// The modules in their order.
    ///
    /// @throws IllegalArgumentException if there is none, or two have the same name
    public Chain(List<AuthentModule> modules) {
        this.modules = List.copyOf(modules);
        Set<String> names = new HashSet<>();
        if (modules.isEmpty() || !modules.stream().allMatch(m -> names.add(m.name()))) {
            throw new IllegalArgumentException("modules of different names are needed");
        }
    }

    @Override
    public String name() {
        return modules.stream().map(AuthentModule::name).collect(Collectors.joining(","));
    }

    @Override
    public Finding find(UserKey key) {
        for (AuthentModule module : modules) {
            switch (module.find(key)) {
                case Finding.Found(var entry, var account) -> {
                    return new Finding.Found(prefix(module) + entry, account);
                }
                case Finding.Unavailable(String detail) -> {
                    return new Finding.Unavailable(prefix(module) + " " + detail);
                }
                case Finding.None() -> {
                    // the next one is asked
                }
            }
        }
        return new Finding.None();
    }

    /// Each module is told what it said itself by what is known, and `None` by what another one
    /// said. All are asked about a user whom one refuses, as about a user whom nobody knows: so the
    /// time tells nobody which of them it was.
    @Override
    public AuthResult check(Login login, Supplier<Finding> known) {
        for (int i = 0; i < modules.size(); i++) {
            AuthentModule module = modules.get(i);
            AuthResult result = module.check(login, () -> own(module, known.get()));
            switch (result) {
                case AuthResult.Accepted _ -> {
                    return result;
                }
                case AuthResult.Rejected _ -> {
                    pretend(modules.subList(i + 1, modules.size()), login);
                    return result;
                }
                case AuthResult.Unavailable(String detail) -> {
                    return new AuthResult.Unavailable(prefix(module) + " " + detail);
                }
                case AuthResult.NoSuchUser() -> {
                    // the next one is asked
                }
            }
        }
        return new AuthResult.NoSuchUser();
    }

    private static void pretend(List<AuthentModule> modules, Login login) {
        Login nobodys = new Login(login.name(), DECOY, login.service(), login.address());
        for (AuthentModule module : modules) {
            AuthResult _ = module.check(nobodys, () -> nobody(module, login));
        }
    }

    /// Searches as for a user whom nobody knows. Whom the search finds is not told: the password of
    /// such a one must not be tested with one that is wrong for certain.
    private static Finding nobody(AuthentModule module, Login login) {
        Finding _ = module.find(new UserKey.Login(login.name()));
        return new Finding.None();
    }

    private static Finding own(AuthentModule module, Finding known) {
        return switch (known) {
            case Finding.Found(var entry, var account) ->
                    entry.startsWith(prefix(module))
                            ? new Finding.Found(entry.substring(prefix(module).length()), account)
                            : new Finding.None();
            case Finding.None _, Finding.Unavailable _ -> known;
        };
    }

    private static String prefix(AuthentModule module) {
        return module.name() + ":";
    }

    @Override
    public void watch(Changes changes) {
        for (AuthentModule module : modules) {
            module.watch(
                    new Changes() {
                        @Override
                        public void changed(String entry, Optional<UserId> user) {
                            changes.changed(prefix(module) + entry, user);
                        }

                        @Override
                        public void missed() {
                            changes.missed();
                        }
                    });
        }
    }

    /// {@return true if all modules are healthy: without one of them, users are missing}
    @Override
    public boolean healthy() {
        return modules.stream().allMatch(AuthentModule::healthy);
    }

    @Override
    public void close() {
        modules.forEach(AuthentModule::close);
    }
}
