package org.tohost.proxy.dialogue;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tohost.common.authent.LoginName;
import org.tohost.common.sasl.ExternalServer;
import org.tohost.common.sasl.LoginServer;
import org.tohost.common.sasl.Mechanism;
import org.tohost.common.sasl.PlainServer;
import org.tohost.common.sasl.SaslServer;
import org.tohost.common.sasl.ScramServer;
import org.tohost.common.sasl.TokenServer;

/// Which mechanisms a client may use, as TLS comes about.
final class MechanismOffer {
    private final Terms terms;
    private boolean secure;
    private TlsFacts tls = TlsFacts.NONE;

    MechanismOffer(Terms terms) {
        this.terms = terms;
        this.secure = terms.secure();
    }

    boolean isSecure() {
        return secure;
    }

    void secured(TlsFacts facts) {
        secure = true;
        tls = facts;
    }

    /// {@return true if what nobody else may hear can be sent now}
    boolean isPrivate() {
        return secure || terms.plainLogin();
    }

    /// {@return true if a mechanism that sends passwords is listed, be it possible now or not}
    boolean hasPasswords() {
        return listed().stream().anyMatch(Mechanism::sendsPassword);
    }

    /// {@return the mechanisms that may be used now, in the order of preference}
    List<Mechanism> now() {
        return listed().stream()
                .filter(mechanism -> isPrivate() || !mechanism.sendsSecret())
                .filter(this::isPossible)
                .toList();
    }

    /// {@return the mechanism of this name, if it may be used now, or could be if it were private}
    Optional<Mechanism> find(String name) {
        return Mechanism.find(name).filter(listed()::contains).filter(this::isPossible);
    }

    private List<Mechanism> listed() {
        return terms.logins().mechanisms();
    }

    /// TLS has brought what the mechanism rests on.
    private boolean isPossible(Mechanism mechanism) {
        return switch (mechanism) {
            case PLAIN, LOGIN, SCRAM_SHA_256, OAUTHBEARER, XOAUTH2 -> true;
            case SCRAM_SHA_256_PLUS -> tls.endPoint().isPresent();
            case EXTERNAL -> certified().isPresent();
        };
    }

    private Optional<LoginName> certified() {
        return tls.certified(terms.logins().clientName());
    }

    /// {@return a new run of a mechanism that was found}
    SaslServer server(Mechanism mechanism) {
        RandomGenerator random = terms.logins().random();
        return switch (mechanism) {
            case PLAIN -> new PlainServer();
            case LOGIN -> new LoginServer();
            case SCRAM_SHA_256 ->
                    ScramServer.unbound(now().contains(Mechanism.SCRAM_SHA_256_PLUS), random);
            case SCRAM_SHA_256_PLUS -> ScramServer.bound(tls.endPoint().orElseThrow(), random);
            case EXTERNAL -> new ExternalServer(certified().orElseThrow());
            case OAUTHBEARER -> TokenServer.oauthBearer(terms.logins().tokens());
            case XOAUTH2 -> TokenServer.xoauth2(terms.logins().tokens());
        };
    }
}
