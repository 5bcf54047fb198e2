package org.tohost.common.users;

import java.time.Duration;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// When clients hear that their login is refused.
///
/// It is always the same time after they asked: so nobody can tell by it whether there is such a
/// user, and whoever guesses passwords has to wait. An outage is told at once.
@Group("Refused logins")
public record RefusalSettings(
        @Setting(
                        name = "g_login_refusal_time",
                        def = "1s",
                        doc =
                                "How long after its request a client hears that its login is refused: the"
                                        + " same for a wrong password and for a name that nobody has."
                                        + " At most `\"1m\"`; `\"0s\"` answers at once.")
                Duration time) {
    private static final Duration MOST = Duration.ofMinutes(1);

    /// What a mechanism tells of a user before the password counts does not come earlier, so that a
    /// name that nobody has is not known by its quick answer; a look-up is rarely slower.
    private static final Duration CHALLENGE = Duration.ofMillis(20);

    /// Checks the bounds.
    ///
    /// @throws Failure.Syntax if it is longer than a minute
    public RefusalSettings {
        if (time.isNegative() || time.compareTo(MOST) > 0) {
            throw new Failure.Syntax("g_login_refusal_time goes from 0s to 1m");
        }
    }

    /// {@return how long a client has still to wait for the word of this failure of its login}
    ///
    /// @param spent since it asked
    public Duration pause(Failure failure, Duration spent) {
        return switch (failure) {
            case Failure.Refused refused when isAboutTheUser(refused.refusal()) ->
                    left(time, spent);
            case Failure.Refused _, Failure.Unavailable _, Failure.Syntax _ -> Duration.ZERO;
        };
    }

    /// {@return how long a client has still to wait for a challenge made from what is known of the
    /// user}
    ///
    /// @param spent since it gave the name
    public Duration challengePause(Duration spent) {
        return left(time.compareTo(CHALLENGE) < 0 ? time : CHALLENGE, spent);
    }

    private static boolean isAboutTheUser(Refusal refusal) {
        return refusal == Refusal.AUTHENTICATION || refusal == Refusal.ACCOUNT;
    }

    private static Duration left(Duration whole, Duration spent) {
        Duration left = whole.minus(spent);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
