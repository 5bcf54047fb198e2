package org.tohost.common.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.failure.Failure;

final class XclientTest {
    private static final ClientInfo FRONT = new ClientInfo("10.0.0.1", 4711, true, "front");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ADDR=192.0.2.7 PORT=99 HELO=mx|192.0.2.7 99 mx",
                "addr=IPV6:2001:db8::1 NAME=[UNAVAILABLE]|2001:db8:0:0:0:0:0:1 4711 front",
                "ADDR=2001:db8::1|2001:db8:0:0:0:0:0:1 4711 front",
                "ADDR=[UNAVAILABLE] PORT=[TEMPUNAVAIL] HELO=[unavailable]|'' 0 ''",
                "NAME=mx+2Eexample PROTO=SMTP LOGIN=root|10.0.0.1 4711 front",
                "HELO=a+3Db+2Bc|10.0.0.1 4711 a=b+c",
                "ADDR=192.0.2.1 ADDR=192.0.2.2|192.0.2.2 4711 front",
            })
    void changesWhatWasTold(String argument, String expected) {
        ClientInfo client = Xclient.parse(argument).about(FRONT);
        assertEquals(
                expected,
                "%s %d %s"
                        .formatted(
                                client.address().isEmpty() ? "''" : client.address(),
                                client.port(),
                                client.helo().isEmpty() ? "''" : client.helo()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ADDR",
                "ADDR=",
                "ADDR=mx.example.net",
                "ADDR=1.2.3",
                "PORT=65536",
                "PORT=-1",
                "COLOUR=red",
                "HELO=a+0D+0Ab",
                "HELO=a+20b",
                "HELO=a+2",
                "HELO=a+zz",
            })
    void refusesWhatCannotBe(String argument) {
        assertThrows(Failure.Syntax.class, () -> Xclient.parse(argument));
    }

    @Test
    void tellsNoMoreThanIsTaken() {
        ClientInfo client = new ClientInfo("2001:db8:0:0:0:0:0:1", 99, true, "a=b");
        assertEquals(
                Optional.of("XCLIENT ADDR=IPV6:2001:db8:0:0:0:0:0:1 PORT=99 HELO=a+3Db"),
                Xclient.command(
                        client,
                        Optional.empty(),
                        Xclient.offered("XCLIENT ADDR PORT helo DESTADDR")));
        assertEquals(
                Optional.of(
                        "XCLIENT NAME=[UNAVAILABLE] ADDR=[UNAVAILABLE] PORT=0 PROTO=ESMTP"
                                + " HELO=[UNAVAILABLE] LOGIN=al+2Bice@example.test"),
                Xclient.command(
                        new ClientInfo("", 0, false, ""),
                        Optional.of("al+ice@example.test"),
                        EnumSet.allOf(Xclient.Attribute.class)));
        assertEquals(
                Optional.empty(),
                Xclient.command(client, Optional.empty(), Set.of(Xclient.Attribute.PORT)));
        assertEquals(Set.of(), Xclient.offered("PIPELINING"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "a+b=c d", "\r\n", "ünïcode"})
    void encodesWhatItDecodes(String text) {
        assertEquals(text, Xtext.decode(Xtext.encode(text)));
        assertEquals(-1, Xtext.encode(text).indexOf(' '));
    }
}
