package org.tohost.common.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void isNotShown() {
        assertEquals("********", Secret.of("hunter2").toString());
        assertEquals(Secret.of("a").hashCode(), Secret.of("b").hashCode());
    }

    @Test
    void isComparedByContent() {
        assertEquals(Secret.of("hunter2"), Secret.of("hunter2"));
        assertNotEquals(Secret.of("hunter2"), Secret.of("hunter3"));
    }

    @Test
    void isGoneAfterWiping() {
        Secret secret = Secret.of("hunter2");
        assertFalse(secret.isEmpty());
        secret.wipe();
        assertTrue(secret.isEmpty());
        assertNotEquals(Secret.of("hunter2"), secret);
    }

    @Test
    void keepsNoOutsideArray() {
        byte[] octets = {1, 2, 3};
        Secret secret = Secret.of(octets);
        octets[0] = 9;
        secret.octets()[1] = 9;
        assertEquals(Secret.of(new byte[] {1, 2, 3}), secret);
    }
}
