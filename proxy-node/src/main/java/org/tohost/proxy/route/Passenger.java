package org.tohost.proxy.route;

import java.util.Optional;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;

/// Whom a ticket is made out to: a session, its client, and the user if there is one.
public record Passenger(
        Service service, Optional<UserId> user, ClientInfo client, SessionId session) {}
