package org.tohost.common.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Random values for properties, all from one generator.
public record Dice(RandomGenerator random) {
    /// {@return a number from 0 to `most`, both included}
    public int upTo(int most) {
        return random.nextInt(most + 1);
    }

    /// {@return true once in `n` times on average}
    public boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /// {@return one of these}
    public <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /// {@return up to `most` octets of any value}
    public byte[] bytes(int most) {
        byte[] octets = new byte[upTo(most)];
        random.nextBytes(octets);
        return octets;
    }

    /// {@return up to `most` characters out of these}
    public String text(String alphabet, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = upTo(most); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /// {@return up to `most` octets out of these characters (ISO 8859-1)}
    public byte[] octets(String alphabet, int most) {
        return text(alphabet, most).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// {@return up to `most` of these words, one behind the other}
    public String words(List<String> words, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = upTo(most); i > 0; i--) {
            text.append(oneOf(words));
        }
        return text.toString();
    }

    /// {@return the octets cut into pieces, often small ones, some of them empty}
    public List<byte[]> chunks(byte[] octets) {
        List<byte[]> chunks = new ArrayList<>();
        int at = 0;
        while (at < octets.length) {
            int length = Math.min(octets.length - at, upTo(oneIn(4) ? octets.length : 4));
            chunks.add(Arrays.copyOfRange(octets, at, at + length));
            at += length;
        }
        return chunks;
    }
}
