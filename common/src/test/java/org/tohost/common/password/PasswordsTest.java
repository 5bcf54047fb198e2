package org.tohost.common.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Outage;

class PasswordsTest {
    private static final Secret RIGHT = Secret.of("pä ss$word");

    // what the tools that are named made of the password above
    private static final String VECTORS =
            """
            slappasswd {SSHA}EkmLEwOyWoy81P6bFGxff+8vl1o56LRg
            slappasswd {ssha}EkmLEwOyWoy81P6bFGxff+8vl1o56LRg
            slappasswd {SHA}G0EiiIevdjc2RigUoFurzJo0GPE=
            slappasswd {SMD5}pGp0Ted9P/Zz6W33u8ccLNPbOdo=
            slappasswd {MD5}ggI/nbA8B+abQsUl2gXUvw==
            slappasswd {CRYPT}vS/sGX/fsLDdgp1X8cxF5.PU
            slappasswd {SSHA256}bWIIS1RS7DoUOeS6+bXE8bMGNyzADtTmO++HNMlBdT0zV8NjfWX1UQ==
            slappasswd {SSHA384}nY1Iw/jlbNOWVdrpcfE75rUg/lIlkJmfYELlgO7t8YEq8zAcbPuCF+dthmNFyUie3R9206Lir0U=
            slappasswd {SSHA512}UnyGV3J4F2AzmqOyxCWKBqvVDa9EkUb8AFZfDMZ3ZlT+PFxNJNXimiTfZHdYRl+KU+TVJFU4fFX7MQGOomxnGJCsRj+0WtKN
            slappasswd {SHA256}VubY40C9KxVj++aakx1+KALaWHWe/4hlfwb2cAuITyQ=
            slappasswd {SHA384}9cgxl/i0VoLgkt5p/EmmkKMLQ/lcDNKHohquSTupuasLqKmwAdnijhaGEhDBo//N
            slappasswd {SHA512}PxAsJIpadfKoqKLpD/Ddjcv/R3Fvirj06pLEY5R+CFdwsfhLe0tvZgJB3KZPk3Kxa0iNZGsDlkgb6MKQ6b3yIQ==
            slappasswd {PBKDF2}10000$zWWRIdpgcgpOdJlwVXjVmw$zMuKuV.f2wU1v.IzV.3etafjbIM
            slappasswd {PBKDF2-SHA1}10000$oXDNtaD6uje9zlZJ6w0YeA$lD1GsmSCuy8l7Rg2JPz1U7zCVdE
            slappasswd {PBKDF2-SHA256}10000$NbKUpDj6LRYb97guNA/WKA$Pbj8Sp4gWdRGlVmwE5G3r9.1EfJ2WuI7lmDDy4bJmpA
            slappasswd {PBKDF2-SHA512}10000$QZUh1xq2AnfbTQ6ixNZXrQ$PV/bsZ4JLQuWTZeCys6f0kBWlT8ZWICbhTfPyP.SuvhhDISH1wrVrgM9IIeC7PxpgnLjHsnGSDN6TGOZsMqqeg
            slappasswd {ARGON2}$argon2i$v=19$m=4096,t=3,p=1$hsnftdY6zI1yQYbq0fKsxw$c6Q6VOATirFrBFG+A8pL4du+1phr2A2+P77n6QN6Aho
            openssl {CRYPT}$1$LMdmsmMu$Y7URXT684p/17W5gNovTa.
            openssl {CRYPT}$5$cpKMY0XPwjtWF6xv$Y53J9CNhqnbPS4.fZ64Q2I3WpftGT7rA2fJ16QFqqH7
            openssl {SHA512-CRYPT}$6$IgvDciNKe4grLdAK$Fi1LdzAzx.lhCJZXPTELi1YsJXYgiZE/swJ6u4hM1/1YfpbeLViO8e/eF1.aS0OXwaxqCUFjPY2OFGw2EErih0
            mkpasswd {CRYPT}$6$rounds=12345$ywa9jN3zQhhv.f1J$CKzotwxpRkERXFngF8DwpM/kOTsw4xupOKu84sKtRFszvjDLoqHdRpT7mWIbn77J.PlK6QXlHiZ.aN9gXoUv00
            mkpasswd {CRYPT}$2b$05$iLbfqU./YkcHLyKKyyQDxOUqL.zMzkfx.F66Wv7UkTY2bg8ORFwZ6
            mkpasswd {CRYPT}$2a$05$5aBHn7l45urnfUgrGAqRgO/Hvm6F2.ckqYkQeWixHM4vCb.yA0nXS
            htpasswd {BLF-CRYPT}$2y$05$IXteW34kYt8.KXAiAL1fWOiFQJEW.H8EUELVyq29Iw9pidVKt0Fj.
            mkpasswd {CRYPT}Vykoi56jq4y4E
            argon2 {ARGON2}$argon2i$v=19$m=4096,t=3,p=2$c2FsdHNhbHQxMjM0NTY3OA$VwNJDafra+RfuZpVAXvbidiU8Xz1t7UTp2C1xvX9HXg
            argon2 {ARGON2}$argon2d$v=19$m=4096,t=3,p=2$c2FsdHNhbHQxMjM0NTY3OA$cN0B0pOXbtBna9BpAfVQmPQwl6U0NfPTdbMMBkLtYEY
            argon2 {ARGON2ID}$argon2id$v=19$m=4096,t=3,p=2$c2FsdHNhbHQxMjM0NTY3OA$9vmxonl7Y+v0aeZULd4DSbs7uCXdEEFqcX/6xqnnAng
            argon2 {ARGON2}$argon2id$v=16$m=1024,t=2,p=1$c2FsdHNhbHQxMjM0NTY3OA$dl9mCcXgsMqj+HtG36XkZ3yiXC7jTASX
            pwdhash {PBKDF2_SHA256}AAAgANwxja2hgHcs7zR8nao6qnbuuzocu8e4tiA91yY1x1APaqH/MZNu2/OWEris+4iZeDqej9leuGX7H/Z/Sqoma4amqWjo6I6XY+VAx1H/bIjdyeEK1oKUT3CN3gBBKQN1vyBgrmDbmXk5PhEvxGdk1Aizi+H5BIL20rjhVSOo/lw1L9EnsXga91h2DdLlxZz1ICXyahSB8RTHjaWXSp0Z88PEJQs5lDCRXi6pKrKW3t5r7wUFjwXZuf7NQM99JcLpakEDKWecvYCy+feuOJ7BrlvA0khmKtygpzxcj3fSNRpKGiPokLbxQ4MG/Da3Jl4rmJNCnD9xvchUdhWKJSXfrGYRNxQxG5xD/KJdaQxE6e+0O6iIF1C8sZ0XcFXr1huylxXdfElEEKswNO8yPIsRpZIDwPDuceLdWpl7zwozlmcr
            nobody {CLEARTEXT}pä ss$word
            nobody {plain}pä ss$word
            nobody pä ss$word
            """;

    private final Passwords passwords = new Passwords(2, new Random(7));

    static Stream<String> vectors() {
        return VECTORS.lines().map(line -> line.substring(line.indexOf(' ') + 1));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsWhatOthersMade(String stored) {
        assertTrue(passwords.matches(List.of(stored), RIGHT));
        assertFalse(passwords.matches(List.of(stored), Secret.of("Pä ss$word")));
        assertFalse(passwords.matches(List.of(stored), Secret.of("pä ss#word")));
        assertFalse(passwords.matches(List.of(stored), Secret.of("")));
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatItMakes(PasswordScheme scheme) {
        String stored = passwords.hash(scheme, RIGHT);

        assertTrue(passwords.matches(List.of(stored), RIGHT), stored);
        assertFalse(passwords.matches(List.of(stored), Secret.of("wrong")), stored);
        assertFalse(stored.equals(passwords.hash(scheme, RIGHT)), "a salt of its own each time");
    }

    // RFC 7677 3: user "user", password "pencil"
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
                "{SCRAM-SHA-256}4096,W22ZaJ0SNY7soEsUEjb6gQ==,WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=,wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
            })
    void readsWhatIsKeptForScram(String stored) {
        assertTrue(passwords.matches(List.of(stored), Secret.of("pencil")));
        assertFalse(passwords.matches(List.of(stored), Secret.of("pencils")));
        assertEquals(4096, Passwords.scram(List.of("{SSHA}x", stored)).orElseThrow().iterations());
    }

    @Test
    void preparesForScramWhatLooksTheSame() {
        String stored = passwords.hash(PasswordScheme.SCRAM_SHA_256, Secret.of("I\u00adX \u2168"));

        assertTrue(passwords.matches(List.of(stored), Secret.of("IX\u00a0IX")));
        ScramVerifier verifier = Passwords.scram(List.of(stored)).orElseThrow();
        assertEquals(verifier.iterations(), passwords.scram(RIGHT).iterations());
        assertEquals(verifier, ScramVerifier.parse(Passwords.authPassword(verifier)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{FOO}bar",
                "{SASL}someone@REALM",
                "{SSHA}EkmLEwOyWoy81P6bFGxff+8vl1o=",
                "{SHA}EkmLEwOyWoy81P6bFGxff+8vl1o56LRg",
                "{SSHA}***",
                "{SSHA}",
                "{PBKDF2-SHA256}99999999999$c2FsdA$c2FsdA",
                "{PBKDF2-SHA256}0$NbKUpDj6LRYb97guNA/WKA$Pbj8Sp4gWdRGlVmwE5G3r9.1EfJ2WuI7lmDDy4bJmpA",
                "{PBKDF2_SHA256}AAAA",
                "{ARGON2}$argon2id$v=19$m=99999999,t=3,p=2$c2FsdHNhbHQxMjM0NTY3OA$9vmxonl7Y+v0aeZULd4DSbs7uCXdEEFqcX/6xqnnAng",
                "{ARGON2}$argon2id$v=19$m=4096,t=3,p=0$c2FsdHNhbHQxMjM0NTY3OA$9vmxonl7Y+v0aeZULd4DSbs7uCXdEEFqcX/6xqnnAng",
                "{CRYPT}$y$j9T$biXr7WT.tAoRcLp1UZUgs1$.4eW58kSIswPUje7LL0SSSY5op3Ng6wJw51Sc49tyu3",
                "{CRYPT}$7$CU..../....0p7slPSYFqzSoGFNPCrsQ/$YDXeiToddHNxG2GPPgC4ivmrJphslqlpOcmIBL2Iry/",
                "{CRYPT}$6$rounds=999999999$salt$IgvDciNKe4grLdAKFi1LdzAzx.lhCJZXPTELi1YsJXYg",
                "{CRYPT}$2b$31$iLbfqU./YkcHLyKKyyQDxOUqL.zMzkfx.F66Wv7UkTY2bg8ORFwZ6",
                "{CRYPT}$2x$05$iLbfqU./YkcHLyKKyyQDxOUqL.zMzkfx.F66Wv7UkTY2bg8ORFwZ6",
                "{CRYPT}",
                "{SCRAM-SHA-256}4096,a,b",
                "SCRAM-SHA-256$nonsense"
            })
    void anOperatorsErrorIsNoWrongPassword(String stored) {
        Failure.Unavailable e =
                assertThrows(
                        Failure.Unavailable.class, () -> passwords.matches(List.of(stored), RIGHT));

        assertEquals(Outage.MISCONFIGURED, e.outage());
        int value = stored.indexOf('}') + 1;
        assertFalse(value < stored.length() && e.getMessage().contains(stored.substring(value)));
        assertTrue(passwords.matches(List.of(stored, "pä ss$word"), RIGHT), "another one matches");
        assertThrows(
                Failure.Unavailable.class,
                () -> passwords.matches(List.of(stored, "other"), RIGHT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{CRYPT}!", "{CRYPT}*", "{CRYPT}x", "{CRYPT}!$6$IgvDciNKe4grLdAK$Fi1Ldz"})
    void aLockedPasswordMatchesNothing(String stored) {
        assertFalse(passwords.matches(List.of(stored), RIGHT));
        assertFalse(passwords.matches(List.of(stored), Secret.of("!")));
        assertFalse(passwords.matches(List.of(stored), Secret.of("x")));
    }

    @Test
    void oneOfSeveralIsEnough() {
        assertTrue(passwords.matches(List.of("other", "{SHA}G0EiiIevdjc2RigUoFurzJo0GPE="), RIGHT));
        assertFalse(passwords.matches(List.of(), RIGHT));
    }

    @Test
    void octetsCountAsTheyAre() {
        Secret latin1 = Secret.of(new byte[] {'p', (byte) 0xe4});
        for (PasswordScheme scheme : PasswordScheme.values()) {
            String stored = passwords.hash(scheme, latin1);
            assertTrue(passwords.matches(List.of(stored), latin1), stored);
            assertFalse(passwords.matches(List.of(stored), Secret.of("p\ufffd")), stored);
        }
    }

    @Test
    void pretendingLeavesTheTurnsFree() {
        passwords.pretend(RIGHT);
        passwords.matches(List.of("{CRYPT}Vykoi56jq4y4E"), RIGHT);
        for (int i = 0; i < 5; i++) {
            passwords.pretend(Secret.of(""));
        }
        assertTrue(passwords.matches(List.of("{CRYPT}Vykoi56jq4y4E"), RIGHT));
    }
}
