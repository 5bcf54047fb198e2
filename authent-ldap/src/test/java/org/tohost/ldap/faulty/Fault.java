package org.tohost.ldap.faulty;

import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;

/// What is wrong with a directory that listens.
public sealed interface Fault {
    /// Nothing.
    record None() implements Fault {}

    /// It takes requests and never answers.
    record Silent() implements Fault {}

    /// Each answer comes so much later.
    record Slow(Duration by) implements Fault {}

    /// It sends half an answer and resets the connection.
    record Reset() implements Fault {}

    /// It closes each connection at once.
    record Closing() implements Fault {}

    /// What it sends is not LDAP.
    record Garbage() implements Fault {}

    /// It answers requests of a kind with this result and nothing else.
    record Says(Kind kind, ResultCode code) implements Fault {}

    /// It answers searches with a reference to another server (RFC 4511 4.5.3), and `success`.
    record Refers() implements Fault {}

    /// A kind of request.
    enum Kind {
        SEARCH,
        /// A bind as the service account.
        SERVICE_BIND,
        /// A bind as somebody else, an entry.
        USER_BIND,
        OTHER,
        /// Only in faults.
        ANY
    }
}
