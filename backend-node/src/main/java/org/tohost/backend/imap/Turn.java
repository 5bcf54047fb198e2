package org.tohost.backend.imap;

import java.time.Clock;
import org.tohost.backend.server.Connection;

/// A command while it is done: its tag, and what it is done with.
record Turn(String tag, Connection connection, ImapWriter out, Clock clock) {}
