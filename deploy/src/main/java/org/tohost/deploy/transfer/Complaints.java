package org.tohost.deploy.transfer;

import java.io.PrintWriter;

/// What is wrong with files of mail, a line each, for operators. One thread.
public final class Complaints {
    private static final int LONGEST = 300;

    private final PrintWriter out;
    private long count;

    /// Complaints that go there.
    public Complaints(PrintWriter out) {
        this.out = out;
    }

    /// Says what is wrong where; control characters in it are shown as `?`.
    public void add(Object where, String what) {
        count++;
        String place = where.toString();
        String shown =
                place.length() <= LONGEST
                        ? place
                        : "..." + place.substring(place.length() - LONGEST);
        out.println((shown + ": " + what).replaceAll("\\p{Cntrl}", "?"));
        out.flush();
    }

    /// {@return how many there were}
    public long count() {
        return count;
    }
}
