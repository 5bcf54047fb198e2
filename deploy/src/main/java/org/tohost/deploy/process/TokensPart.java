package org.tohost.deploy.process;

import org.tohost.common.oauth.OAuthTokens;
import org.tohost.common.run.Startable;

/// The test of tokens as a part of a node: nobody is asked before the first login, and it is closed
/// when there are no more.
record TokensPart(OAuthTokens tokens) implements Startable {
    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public void start() {}

    @Override
    public void stop() {
        tokens.close();
    }
}
