package org.tohost.backend.admin;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tohost.backend.log.LogCopy;
import org.tohost.backend.log.LogDamage;
import org.tohost.backend.log.StoredBody;
import org.tohost.backend.store.BodyRef;
import org.tohost.backend.store.DeletedMailbox;
import org.tohost.backend.store.IndexDifference;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.StoreFindings;
import org.tohost.backend.store.StoreImage;
import org.tohost.backend.store.StoredMail;
import org.tohost.backend.store.UserView;
import org.tohost.common.domain.UserId;
import org.tohost.common.tell.Told;

/// Tells what is wrong with a store: where, what, and which users and messages it hits. First it
/// hears what the log is like, then it looks at all mail. One thread.
public final class Verification implements StoreFindings {
    private static final long MOST = 1000; // differences that are told one by one

    private final Consumer<Told> out;
    private final LogCopy.Progress progress;
    private final Map<Long, List<LogDamage>> damages = new HashMap<>();
    private final Set<UserId> hit = new HashSet<>();
    private long differing;
    private long damaged;
    private boolean torn;
    private long messages;
    private long lost;
    private final BitSet used = new BitSet(); // numbers of bodies
    private long orphans;
    private long orphanOctets;

    /// Tells it to `out`.
    public Verification(Consumer<Told> out, LogCopy.Progress progress) {
        this.out = out;
        this.progress = progress;
    }

    @Override
    public void damage(LogDamage damage) {
        damages.computeIfAbsent(damage.segment(), _ -> new ArrayList<>()).add(damage);
        damaged += damage.torn() ? 0 : 1;
        torn |= damage.torn();
        out.accept(
                Told.of(
                        "file", damage.file(),
                        "offset", damage.offset(),
                        "octets", damage.length(),
                        "what",
                                damage.torn()
                                        ? damage.what()
                                                + ": what a crash leaves, or damage at the very end"
                                        : damage.what()));
    }

    @Override
    public void lost(UserId user, long first, long last) {
        damaged++;
        hit.add(user);
        out.accept(Told.of("user", user, "changes lost", first + " to " + last));
    }

    @Override
    public void progress(long read, long all) {
        progress.reached(read, all);
    }

    @Override
    public boolean isLogWhole() {
        return damaged == 0;
    }

    @Override
    public void compared(long users, long all) {
        progress.reached(users, all);
    }

    @Override
    public void differs(IndexDifference difference) {
        if (++differing <= MOST) {
            out.accept(
                    Told.of(
                            "user", difference.user(),
                            "mailbox", difference.mailbox(),
                            "uid", difference.uid(),
                            "in the index", difference.index(),
                            "in the log", difference.log()));
        }
    }

    /// Looks at all mail, and for bodies that nothing points at: those of mail that is gone for
    /// good and not freed yet, or whose message is lost.
    public void check(StoreImage image) {
        check((StoredMail) image);
        image.queue().forEach(entry -> use(entry.body()));
        image.bodies(body -> {
            if (!used.get(index(body.id()))) {
                orphans++;
                orphanOctets += body.size();
            }
        });
    }

    /// Looks at all mail: has each message its body, and is that whole?
    public void check(StoredMail mail) {
        for (UserId user : mail.users()) {
            UserView view = mail.view(user);
            view.mailboxes().values().forEach(box -> check(mail, user, box));
            view.deleted().values().stream()
                    .map(DeletedMailbox::mailbox)
                    .forEach(box -> check(mail, user, box));
        }
    }

    private void check(StoredMail mail, UserId user, MailboxView mailbox) {
        Stream.concat(mailbox.messages().stream(), mailbox.gone().messages().stream())
                .forEach(message -> {
                    messages++;
                    use(message.body());
                    flaw(mail.place(message.body()))
                            .ifPresent(what -> tell(user, mailbox, message, what));
                });
    }

    private void use(BodyRef body) {
        used.set(index(body.id()));
    }

    /// Numbers rise from 1; those beyond 2^31 bodies share the last place.
    private static int index(long body) {
        return Math.clamp(body, 0, Integer.MAX_VALUE - 1);
    }

    private Optional<String> flaw(Optional<StoredBody> place) {
        if (place.isEmpty()) {
            return Optional.of("its body is lost");
        }
        boolean broken =
                damages.getOrDefault(place.get().segment(), List.of()).stream()
                        .anyMatch(damage -> damage.hits(place.get()));
        return broken ? Optional.of("its body is damaged") : Optional.empty();
    }

    private void tell(UserId user, MailboxView mailbox, Message message, String what) {
        lost++;
        hit.add(user);
        out.accept(
                Told.of(
                        "user", user,
                        "mailbox", mailbox.name(),
                        "uid", message.uid(),
                        "octets", message.size(),
                        "what", what));
    }

    /// {@return true if nothing stands behind the last group, which may be what a crash left or an
    /// end that is lost}
    public boolean endsInOrder() {
        return !torn;
    }

    /// Tells the sums.
    ///
    /// @return true if all is as it should be
    public boolean conclude() {
        if (differing > 0) {
            out.accept(
                    Told.of(
                            "what to do",
                            "the log is right: stop the node, remove the folder index in the store,"
                                    + " and start it; the index is made anew"));
        }
        out.accept(
                Told.of(
                        "damages", damaged,
                        "index differs", differing,
                        "messages", messages,
                        "messages lost", lost,
                        "orphans", orphans,
                        "orphan octets", orphanOctets,
                        "users hit", hit.size()));
        return damaged == 0 && lost == 0 && differing == 0;
    }
}
