package org.tohost.proxy.session;

import java.util.List;
import java.util.Optional;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.failure.Failure;
import org.tohost.proxy.dialogue.Handover;
import org.tohost.proxy.dialogue.Step;
import org.tohost.proxy.route.Route;

/// The first recipient of another server's mail: it chooses a back-end, whose reply counts. Only
/// two things are answered here: the domain is not ours, and the user database does not answer.
final class DeliveryFlow {
    private final ProxySession session;
    private final SessionDesk desk;

    DeliveryFlow(ProxySession session, SessionDesk desk) {
        this.session = session;
        this.desk = desk;
    }

    void begin(Step.Deliver step) {
        if (step.handover() instanceof Handover.Inbound inbound) {
            session.introduce(inbound.helo());
        }
        step.recipient()
                .ifPresentOrElse(
                        recipient -> lookUp(recipient, step.handover()),
                        () -> deliver(Optional.empty(), step.handover()));
    }

    private void lookUp(MailAddress recipient, Handover handover) {
        try {
            desk.router().requireLocal(recipient);
        } catch (Failure.Refused e) {
            later(e);
            return;
        }
        desk.directory()
                .lookup(
                        session.connection().eventLoop(),
                        recipient,
                        result -> {
                            switch (result) {
                                case LookupResult.Found(Account account) ->
                                        deliver(Optional.of(account), handover);
                                // aliases and lists are known to the back-ends
                                case LookupResult.NoSuchUser _ ->
                                        deliver(Optional.empty(), handover);
                                case LookupResult.Unavailable(String detail) ->
                                        session.failed(new Failure.Unavailable(detail));
                            }
                        });
    }

    private void deliver(Optional<Account> recipient, Handover handover) {
        if (session.isOver()) {
            return;
        }
        List<Route> routes;
        try {
            routes = desk.router().forMail(recipient);
        } catch (Failure.Unavailable e) {
            later(e);
            return;
        }
        new Transfers(
                        session,
                        desk.connector(),
                        handover,
                        session.passenger(Optional.empty(), Optional.empty()),
                        new Transfers.Ends(session::arrived, session::failed))
                .attempt(routes);
    }

    /// After the steps that are being performed.
    private void later(Failure failure) {
        session.connection().eventLoop().execute(() -> session.failed(failure));
    }
}
