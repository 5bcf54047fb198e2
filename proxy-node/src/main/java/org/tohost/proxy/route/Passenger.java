package org.tohost.proxy.route;

import java.util.Optional;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;

/// Who is handed over: a session, its client, the user if there is one, and the user's password if
/// the client sent one. The password is there until the hand-over is over, and wiped then.
public record Passenger(
        Service service,
        Optional<UserId> user,
        Optional<Secret> password,
        ClientInfo client,
        SessionId session) {}
