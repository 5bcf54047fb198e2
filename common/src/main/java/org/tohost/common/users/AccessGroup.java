package org.tohost.common.users;

import org.tohost.common.config.Field;
import org.tohost.common.config.MatchList;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;

/// From where the users of a group may use which service. A list that is not given allows every
/// address; one that is given and empty allows none.
public record AccessGroup(
        @Field(name = "group", doc = "The name, as in the users' `mailAccess`.") String name,
        @Field(name = "access_pop", def = "*", doc = "From where POP3 may be used.") MatchList pop,
        @Field(
                        name = "access_imap",
                        def = "*",
                        doc = "From where IMAP and ManageSieve may be used.")
                MatchList imap,
        @Field(name = "access_smtp", def = "*", doc = "From where mail may be sent, after a login.")
                MatchList smtp,
        @Field(
                        name = "access_incoming",
                        def = "*",
                        doc = "From which servers mail to the users is taken.")
                MatchList incoming) {
    /// Checks the name.
    ///
    /// @throws Failure.Syntax if there is none
    public AccessGroup {
        name = name.strip();
        if (name.isEmpty() || name.indexOf(',') >= 0) {
            throw new Failure.Syntax("group must have a name without commas");
        }
    }

    /// {@return from where the group's users may log in to a service}
    MatchList login(Service service) {
        return switch (service) {
            case IMAP, SIEVE -> imap;
            case POP3 -> pop;
            case SMTP, SUBMISSION, LMTP -> smtp;
        };
    }
}
