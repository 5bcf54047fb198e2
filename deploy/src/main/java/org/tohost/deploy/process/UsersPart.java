package org.tohost.deploy.process;

import org.tohost.common.authent.UserDatabase;
import org.tohost.common.run.Startable;

/// The user database as a part of a node: it is asked whether it is there, and is closed last.
record UsersPart(UserDatabase users) implements Startable {
    @Override
    public String name() {
        return "user database";
    }

    @Override
    public void start() {
        boolean _ = users.healthy(); // one that is down does not keep a node from starting
    }

    @Override
    public void stop() {
        users.close();
    }
}
