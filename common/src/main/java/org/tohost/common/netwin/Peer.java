package org.tohost.common.netwin;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/// A process or connection at the other end of a conversation.
interface Peer {
    /// {@return what it is called in the log}
    String who();

    /// {@return what it says}
    InputStream in();

    /// {@return what it hears}
    OutputStream out();

    /// {@return a new thread that may block on [#in], not yet started}
    Thread listener(Runnable work);

    /// Ends it, whatever it is at; both streams end. Again: does nothing.
    void kill();

    /// Waits for it to end by itself, for so long at most.
    void await(Duration patience) throws InterruptedException;
}
