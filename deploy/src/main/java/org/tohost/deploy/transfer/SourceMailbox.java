package org.tohost.deploy.transfer;

import java.io.IOException;
import org.tohost.backend.spool.Spool;

/// A mailbox that lies in files.
public interface SourceMailbox {
    /// {@return its name here}
    String name();

    /// {@return its UIDVALIDITY, 0 if it has no UIDs}
    long uidValidity();

    /// {@return the last UID that was given in it, 0 if that is not known}
    long upTo();

    /// {@return true if its user has subscribed to it}
    boolean subscribed();

    /// {@return how much work it is, in the units of [LetterReader#done]}
    long weight();

    /// Opens it for reading.
    ///
    /// @param spool where bodies wait
    /// @param after messages up to this UID are passed over
    LetterReader open(Spool spool, long after) throws IOException;
}
