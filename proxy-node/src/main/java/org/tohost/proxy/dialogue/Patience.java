package org.tohost.proxy.dialogue;

import java.util.ArrayList;
import java.util.List;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// Counts what a client does before it has logged in.
final class Patience {
    private final Terms.Limits limits;
    private int commands;
    private int mistakes;
    private int logins;

    Patience(Terms.Limits limits) {
        this.limits = limits;
    }

    void command() {
        commands++;
    }

    void mistake() {
        mistakes++;
    }

    /// A login or recipient failed; only a wrong password is held against the client.
    void failed(Failure failure) {
        if (failure instanceof Failure.Refused refused
                && refused.refusal() == Refusal.AUTHENTICATION) {
            logins++;
        }
    }

    /// The steps as they are, or, where patience is lost, only what they say and the end.
    List<Step> judge(Dialogue dialogue, List<Step> steps) {
        if (!isLost()) {
            return steps;
        }
        List<Step> last = new ArrayList<>(steps);
        last.removeIf(step -> !(step instanceof Step.Reply || step instanceof Step.Refused));
        last.add(new Step.End(dialogue.farewell(Farewell.PATIENCE), Farewell.PATIENCE.why()));
        return last;
    }

    private boolean isLost() {
        return commands > limits.commands()
                || mistakes > limits.mistakes()
                || logins >= limits.logins();
    }
}
