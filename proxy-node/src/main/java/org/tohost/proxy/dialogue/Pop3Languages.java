package org.tohost.proxy.dialogue;

import java.util.ArrayList;
import java.util.List;
import org.tohost.common.failure.Failure;
import org.tohost.common.pop3.Languages;
import org.tohost.common.pop3.Pop3Command;

/// The commands UTF8 and LANG before the login (RFC 6856): answered here, and told to the back-end
/// before its login. They exist where the capability list announces them.
///
/// The proxy's own words are English, so no other language can be chosen.
final class Pop3Languages {
    private final boolean utf8Offered;
    private final boolean langOffered;
    private boolean utf8;
    private boolean lang;

    Pop3Languages(List<String> capabilities) {
        utf8Offered = capabilities.stream().anyMatch(c -> isCalled(c, "UTF8"));
        langOffered = capabilities.stream().anyMatch(c -> isCalled(c, "LANG"));
    }

    private static boolean isCalled(String capability, String name) {
        return capability.split(" ", 2)[0].equalsIgnoreCase(name);
    }

    List<Step> on(Pop3Command command) {
        boolean offered = command.keyword().equals("UTF8") ? utf8Offered : langOffered;
        if (!offered) {
            throw new Failure.Syntax("unknown command, or not before the login");
        }
        return List.of(command.keyword().equals("UTF8") ? utf8(command) : lang(command));
    }

    /// RFC 6856 2.1: it cannot be taken back.
    private Step utf8(Pop3Command command) {
        command.arguments(0, 0);
        utf8 = true;
        return Step.line("+OK UTF8 enabled");
    }

    private Step lang(Pop3Command command) {
        List<String> lines = Languages.answer(command);
        lang |= command.rest().length > 0 && lines.getFirst().startsWith("+OK ");
        return Step.line(String.join("\r\n", lines));
    }

    /// TLS begins: what was said before may have been said by others.
    void reset() {
        utf8 = false;
        lang = false;
    }

    /// {@return the commands that the back-end has to be told}
    List<String> replayed() {
        List<String> commands = new ArrayList<>();
        if (utf8) {
            commands.add("UTF8");
        }
        if (lang) {
            commands.add("LANG en");
        }
        return commands;
    }
}
