package org.tohost.common.failure;

/// Something that fails on purpose and is told to the client. Anything else that is thrown is a
/// bug.
///
/// The message is for the log; what a client reads is chosen per protocol from the kind alone.
public abstract sealed class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Failure(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage()); // never null
    }

    /// The input does not follow the grammar. The message may be shown to the client: it names the
    /// rule and never repeats the input.
    public static final class Syntax extends Failure {
        private static final long serialVersionUID = 1L;

        /// A broken rule, in words for the client.
        public Syntax(String message) {
            super(message);
        }

        /// Input is not ours to debug: no stack.
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /// Understood, and not done: for good, until something is changed.
    public static final class Refused extends Failure {
        private static final long serialVersionUID = 1L;

        private final Refusal refusal;

        /// A refusal with details for the log.
        public Refused(Refusal refusal, String detail) {
            super(detail);
            this.refusal = refusal;
        }

        /// {@return why}
        public Refusal refusal() {
            return refusal;
        }
    }

    /// Not possible now, through no fault of the client: a part of the cluster does not answer.
    public static final class Unavailable extends Failure {
        private static final long serialVersionUID = 1L;

        private final Outage outage;

        /// What does not answer, for the log.
        public Unavailable(String detail) {
            this(Outage.SILENT, detail);
        }

        /// The same with what was caught.
        public Unavailable(String detail, Throwable cause) {
            this(Outage.SILENT, detail, cause);
        }

        /// Another kind of outage, with details for the log.
        public Unavailable(Outage outage, String detail) {
            super(detail);
            this.outage = outage;
        }

        /// The same with what was caught.
        public Unavailable(Outage outage, String detail, Throwable cause) {
            this(outage, detail);
            initCause(cause);
        }

        /// {@return one that lasts until an operator corrects a setting or an entry}
        public static Unavailable misconfigured(String detail) {
            return new Unavailable(Outage.MISCONFIGURED, detail);
        }

        /// {@return what is out of order}
        public Outage outage() {
            return outage;
        }
    }
}
