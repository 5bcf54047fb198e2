package org.tohost.common.run;

/// A part of the node did not start; what ran before it has been stopped again.
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    /// The part and what it threw.
    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
