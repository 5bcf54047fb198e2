package org.tohost.proxy.relay;

/// Octets that were taken from one socket and wait until another one takes them. One thread.
sealed interface Cargo permits Backlog, Pipe {
    /// {@return how many there are}
    long held();

    /// Sends what the socket takes.
    ///
    /// @return how many octets or `-errno`
    long sendTo(int socket);

    /// Gives back what they lie in; those that are left are lost.
    void release();
}
