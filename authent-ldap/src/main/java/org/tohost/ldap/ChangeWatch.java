package org.tohost.ldap;

import org.tohost.common.authent.AuthentModule.Changes;
import org.tohost.ldap.push.ChangeListener;
import org.tohost.ldap.push.PushState;
import org.tohost.ldap.push.Watched;

/// Watches the entries of all users, by the way that `g_ldap_push` tells.
final class ChangeWatch {
    private ChangeWatch() {}

    /// {@return what to close at the end}
    static ChangeListener start(
            LdapSettings settings, Pools pools, Pools.Surroundings around, Changes changes) {
        PushState state = new PushState(around.clock());
        around.meters()
                .gaugeDirectoryPush(
                        way -> state.connected() && state.way().equals(way), state::age);
        return ChangeListener.start(
                settings.push().mode(),
                new Watched(settings.lookup().roots(), settings.entries().attrUser().text()),
                pools::listening,
                new ChangeListener.Tools(
                        around.clock(),
                        around.random(),
                        state,
                        settings.servers().urls().size() > 1),
                changes);
    }
}
