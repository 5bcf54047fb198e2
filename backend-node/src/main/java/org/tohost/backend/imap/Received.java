package org.tohost.backend.imap;

import java.util.List;
import org.tohost.common.imap.CommandPart;
import org.tohost.common.wire.Frame;

/// What came from the client.
sealed interface Received {
    /// A whole command. Closing it lets go of what was spooled for it.
    record Command(List<CommandPart> parts) implements Received, AutoCloseable {
        @Override
        public void close() {
            for (CommandPart part : parts) {
                if (part instanceof CommandPart.Literal(SpooledLiteral literal)) {
                    literal.spooled().close();
                }
            }
        }
    }

    /// A line that is none.
    record Malformed(Frame.Reason reason) implements Received {}

    /// A command of which a literal was not taken.
    ///
    /// @param tag its tag, `*` if it has none
    /// @param response what it is answered
    record Refused(String tag, String response) implements Received {}

    /// The client has gone, or must go.
    record End() implements Received {}
}
