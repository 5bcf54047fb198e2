package org.tohost.deploy.demo;

/// Words for the command line of a POSIX shell.
final class Quoted {
    private Quoted() {}

    /// {@return the word as a shell takes it: as it is if it is plain, else in single quotes}
    static String forShell(String word) {
        return word.matches("[A-Za-z0-9@%+=:,./_-]+")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
