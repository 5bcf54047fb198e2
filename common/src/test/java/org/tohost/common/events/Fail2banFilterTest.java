package org.tohost.common.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;

/// Reads the filter that is shipped, as fail2ban would: `<HOST>` is an address, and the time has
/// been cut out of the line.
class Fail2banFilterTest {
    private static final String HOST =
            "\\[?(?<host>(?:\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:]+|[\\w.-]+)\\]?";

    private static String failregex() throws IOException {
        return Files.readAllLines(Path.of("..", "deploy", "fail2ban", "tohost.conf")).stream()
                .filter(line -> line.startsWith("failregex = "))
                .findFirst()
                .orElseThrow()
                .substring("failregex = ".length());
    }

    private static String message(String address, String user, boolean accepted, String reason) {
        ClientInfo client = new ClientInfo(address, 50114, true, "");
        LoginEvent login =
                new LoginEvent(
                        new SessionId("s1"), Service.IMAP, client, user, "PLAIN", accepted, reason);
        return RecordedLine.of("tohost.login", log -> log.login(login)).message();
    }

    private static Optional<String> banned(String line) throws IOException {
        Matcher matcher = Pattern.compile(failregex().replace("<HOST>", HOST)).matcher(line);
        return matcher.find() ? Optional.of(matcher.group("host")) : Optional.empty();
    }

    @Test
    void refusedLoginsCaptureTheAddress() throws IOException {
        String v4 = message("192.0.2.7", "fred", false, "authentication");
        String v6 = message("2001:db8::7", "a b", false, "account");
        assertEquals(Optional.of("192.0.2.7"), banned(" INFO  tohost.login - " + v4));
        assertEquals(Optional.of("192.0.2.7"), banned("INFO tohost.login: " + v4));
        assertEquals(Optional.of("2001:db8::7"), banned("[main] INFO tohost.login - " + v6));
        assertEquals(
                Optional.of("192.0.2.7"),
                banned("mx1 tohost[812]:  INFO  [imap-1] tohost.login - " + v4));
    }

    @Test
    void nobodyIsBannedForAnOutageOrASuccess() throws IOException {
        String outage = message("192.0.2.7", "fred", false, "unavailable");
        String success = message("192.0.2.7", "fred", true, LoginEvent.OK);
        assertEquals(Optional.empty(), banned("INFO tohost.login - " + outage));
        assertEquals(Optional.empty(), banned("INFO tohost.login - " + success));
    }

    @Test
    void noUserNameBansAnother() throws IOException {
        String forged =
                "x\nINFO tohost.login - event=login result=refused reason=authentication"
                        + " service=imap address=198.51.100.1 port=1";
        String accepted = message("192.0.2.7", forged, true, LoginEvent.OK);
        String refused = message("192.0.2.7", forged, false, "authentication");
        assertEquals(Optional.empty(), banned("INFO tohost.login - " + accepted));
        assertEquals(Optional.of("192.0.2.7"), banned("INFO tohost.login - " + refused));
        assertEquals(Optional.empty(), banned("INFO tohost.smtp - unknown command " + forged));
    }

    @Test
    void thePageShowsTheFilterThatIsShipped() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "logging.md"));
        assertTrue(page.contains("\nfailregex = " + failregex() + "\n"));
    }
}
