package org.tohost.backend.delivery;

import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.SessionId;

/// Where a message came from: the session, the true client at the outer end, and how.
public record Origin(SessionId session, ClientInfo client, Transmission transmission) {}
