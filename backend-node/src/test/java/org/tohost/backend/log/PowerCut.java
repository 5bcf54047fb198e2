package org.tohost.backend.log;

import java.io.IOException;

/// The disk has lost its power.
public final class PowerCut extends IOException {
    private static final long serialVersionUID = 1L;

    PowerCut() {
        super("power cut");
    }
}
