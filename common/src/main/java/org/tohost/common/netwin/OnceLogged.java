package org.tohost.common.netwin;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the operator, once, that users type what the protocol cannot say. Never what it was.
final class OnceLogged {
    private static final Logger log = LoggerFactory.getLogger(OnceLogged.class);

    private final AtomicBoolean nameTold = new AtomicBoolean();
    private final AtomicBoolean passwordTold = new AtomicBoolean();

    /// {@return false: it is not said}
    boolean name() {
        return tell(nameTold, "name");
    }

    /// {@return false: it is not said}
    boolean password() {
        return tell(passwordTold, "password");
    }

    private static boolean tell(AtomicBoolean told, String what) {
        if (!told.getAndSet(true)) {
            log.warn(
                    "a {} that the authent protocol cannot say counts as wrong: it has a space, a"
                            + " control character, a quote, too many octets, or octets from 127 on"
                            + " without g_authent_allow_badascii (this is logged once)",
                    what);
        }
        return false;
    }
}
