package org.tohost.common.events;

import java.time.Duration;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;

/// A session is over.
///
/// `user` and `backend` are empty if it never came so far; `bytesIn` came from the client,
/// `bytesOut` went to it; `why` is a short phrase: `logout`, `client closed`, `idle`, `node stops`.
public record SessionEnd(
        SessionId session,
        Service service,
        ClientInfo client,
        String user,
        String backend,
        long bytesIn,
        long bytesOut,
        Duration duration,
        String why) {}
