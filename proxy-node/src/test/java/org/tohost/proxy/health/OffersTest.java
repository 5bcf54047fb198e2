package org.tohost.proxy.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;

final class OffersTest {
    private final Set<BackendService> down = new HashSet<>();
    private final Offers offers = new Offers(_ -> List.of(), place -> !down.contains(place));

    private static BackendService place(String node, Service service) {
        return new BackendService(new NodeId(node), service);
    }

    private String told(Service service, String... announcements) {
        for (int i = 0; i < announcements.length; i++) {
            String separator = service == Service.IMAP ? " " : ", ";
            offers.heard(place("be" + i, service), List.of(announcements[i].split(separator)));
        }
        return String.join(", ", offers.of(service));
    }

    @Test
    void imapIsWhatAllCanDoWithoutWhatDependsOnTheState() {
        assertEquals(
                "IMAP4rev1, IDLE, MOVE, ID, SASL-IR",
                told(
                        Service.IMAP,
                        "IMAP4rev1 SASL-IR LOGIN-REFERRALS IDLE AUTH=PLAIN MOVE QUOTA",
                        "imap4REV1 move idle LOGINDISABLED STARTTLS UNAUTHENTICATE SORT"));
    }

    @Test
    void imapIsSpokenWhateverIsAnnounced() {
        assertEquals("IMAP4rev1, ID, SASL-IR", told(Service.IMAP, "X", "IMAP4rev1"));
        assertEquals("IMAP4rev2, ID, SASL-IR", told(Service.IMAP, "IMAP4rev2 ID", "IMAP4rev2"));
    }

    @Test
    void pop3LeavesTheLoginToTheProxy() {
        assertEquals(
                "TOP, UIDL, RESP-CODES, AUTH-RESP-CODE",
                told(
                        Service.POP3,
                        "TOP, UIDL, SASL PLAIN, STLS, USER, IMPLEMENTATION x, EXPIRE 30",
                        "CAPA, top, UIDL, IMPLEMENTATION x, SASL PLAIN, EXPIRE 60"));
    }

    @Test
    void smtpHasTheSmallestSize() {
        assertEquals(
                "PIPELINING, SIZE 1000, ENHANCEDSTATUSCODES",
                told(
                        Service.SMTP,
                        "PIPELINING, SIZE 5000, STARTTLS, AUTH PLAIN, XCLIENT NAME ADDR, DSN",
                        "size 1000, 8BITMIME, pipelining, AUTH=LOGIN",
                        "SIZE 0, PIPELINING, HELP"));
        assertEquals("SIZE, ENHANCEDSTATUSCODES", told(Service.SUBMISSION, "SIZE", "SIZE 0"));
        assertEquals(
                "8BITMIME, ENHANCEDSTATUSCODES",
                told(Service.SUBMISSION, "SIZE 1, 8BITMIME", "8BITMIME"));
    }

    @Test
    void sieveHasTheExtensionsThatAllHave() {
        assertEquals(
                "VERSION 1.0, SIEVE fileinto copy",
                told(
                        Service.SIEVE,
                        "IMPLEMENTATION A, VERSION 1.0, SIEVE fileinto vacation copy, SASL PLAIN",
                        "IMPLEMENTATION B, SIEVE copy body fileinto, STARTTLS, VERSION 1.0"));
    }

    @Test
    void whoDoesNotServeDoesNotCount() {
        assertEquals("IMAP4rev1, ID, SASL-IR", told(Service.IMAP, "IMAP4rev1 IDLE", "IMAP4rev1"));
        down.add(place("be1", Service.IMAP));
        offers.refresh(Service.IMAP);
        assertEquals(List.of("IMAP4rev1", "IDLE", "ID", "SASL-IR"), offers.of(Service.IMAP));
        down.add(place("be0", Service.IMAP));
        offers.refresh(Service.IMAP);
        assertEquals(List.of("IMAP4rev1", "IDLE", "ID", "SASL-IR"), offers.of(Service.IMAP));
    }

    @Test
    void theSettingsWinAndOursAreTheFirstGuess() {
        Offers fixed = new Offers(_ -> List.of("IMAP4rev1", "X"), _ -> true);
        fixed.heard(place("be1", Service.IMAP), List.of("IMAP4rev1", "IDLE"));
        assertEquals(List.of("IMAP4rev1", "X"), fixed.of(Service.IMAP));
        assertEquals(
                List.of("TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING"),
                offers.of(Service.POP3));
    }
}
