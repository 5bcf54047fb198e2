package org.tohost.common.tell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A command whose input or answer may be of any length: `POST` to its path, the argument behind
/// it, with the token.
public interface TellStream {
    /// {@return how its path begins: `/store/export/`}
    String path();

    /// Does it. Nothing may be written before it is known to be possible; what fails later ends the
    /// answer before its end.
    ///
    /// @param argument what stands behind the path
    /// @throws org.tohost.common.failure.Failure if it is not understood or not possible
    /// @throws IOException if the other side is gone
    void run(String argument, InputStream in, Answer out) throws IOException;

    /// Where the answer goes.
    interface Answer {
        /// {@return the answer, which is a success from now on}
        OutputStream begin() throws IOException;
    }
}
