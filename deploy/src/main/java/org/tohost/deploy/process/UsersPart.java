package org.tohost.deploy.process;

import org.tohost.common.authent.UserDatabase;
import org.tohost.common.run.Startable;

/// The user database as a part of a node: it connects when it is first asked, and is closed last.
record UsersPart(UserDatabase users) implements Startable {
    @Override
    public String name() {
        return "user database";
    }

    @Override
    public void start() {
        // a directory that is down must not keep a node from starting
    }

    @Override
    public void stop() {
        users.close();
    }
}
