package org.tohost.ldap.faulty;

import static com.unboundid.ldap.sdk.ResultCode.ADMIN_LIMIT_EXCEEDED;
import static com.unboundid.ldap.sdk.ResultCode.BUSY;
import static com.unboundid.ldap.sdk.ResultCode.INSUFFICIENT_ACCESS_RIGHTS;
import static com.unboundid.ldap.sdk.ResultCode.INVALID_CREDENTIALS;
import static com.unboundid.ldap.sdk.ResultCode.NO_SUCH_OBJECT;
import static com.unboundid.ldap.sdk.ResultCode.OPERATIONS_ERROR;
import static com.unboundid.ldap.sdk.ResultCode.OTHER;
import static com.unboundid.ldap.sdk.ResultCode.PROTOCOL_ERROR;
import static com.unboundid.ldap.sdk.ResultCode.REFERRAL;
import static com.unboundid.ldap.sdk.ResultCode.SIZE_LIMIT_EXCEEDED;
import static com.unboundid.ldap.sdk.ResultCode.TIME_LIMIT_EXCEEDED;
import static com.unboundid.ldap.sdk.ResultCode.UNAVAILABLE;
import static com.unboundid.ldap.sdk.ResultCode.UNWILLING_TO_PERFORM;

import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The faults that tests go through.
public final class Faults {
    private Faults() {}

    /// {@return those that concern the connection or all requests: another server may help}
    public static Stream<Fault> ofServer() {
        return Stream.of(
                new Fault.Silent(),
                new Fault.Reset(),
                new Fault.Closing(),
                new Fault.Garbage(),
                new Fault.Says(Fault.Kind.ANY, BUSY),
                new Fault.Says(Fault.Kind.ANY, UNAVAILABLE));
    }

    /// {@return those that leave no answer about any user, be it a look-up or a check}
    public static Stream<Fault> ofDirectory() {
        Stream<Fault> others =
                Stream.of(
                        new Fault.Slow(Duration.ofSeconds(3)),
                        new Fault.Refers(),
                        new Fault.Says(Fault.Kind.SERVICE_BIND, INVALID_CREDENTIALS),
                        new Fault.Says(Fault.Kind.SERVICE_BIND, UNWILLING_TO_PERFORM));
        Stream<Fault> searches =
                Stream.of(
                                BUSY,
                                UNAVAILABLE,
                                UNWILLING_TO_PERFORM,
                                NO_SUCH_OBJECT,
                                INSUFFICIENT_ACCESS_RIGHTS,
                                OPERATIONS_ERROR,
                                OTHER,
                                REFERRAL,
                                SIZE_LIMIT_EXCEEDED,
                                TIME_LIMIT_EXCEEDED,
                                ADMIN_LIMIT_EXCEEDED,
                                PROTOCOL_ERROR)
                        .map(code -> new Fault.Says(Fault.Kind.SEARCH, code));
        return Stream.of(ofServer(), others, searches).flatMap(faults -> faults);
    }

    /// {@return the results of a user's bind that are no answer about the password}
    public static List<ResultCode> ofBind() {
        return List.of(
                BUSY,
                UNAVAILABLE,
                UNWILLING_TO_PERFORM,
                OPERATIONS_ERROR,
                OTHER,
                REFERRAL,
                TIME_LIMIT_EXCEEDED,
                ADMIN_LIMIT_EXCEEDED,
                PROTOCOL_ERROR);
    }
}
