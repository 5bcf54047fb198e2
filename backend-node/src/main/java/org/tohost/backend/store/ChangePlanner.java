package org.tohost.backend.store;

/// What is to be done for an intent: changes in the draft, and the answer. Pure.
final class ChangePlanner {
    private ChangePlanner() {}

    /// Plans one intent.
    ///
    /// @throws org.tohost.common.failure.Failure.Refused if the state does not allow it
    @SuppressWarnings("unchecked") // each intent is paired with its answer by its own declaration
    static <A> A plan(Intent<A> intent, UserDraft user, GroupDraft group) {
        return (A) answer(intent, user, group);
    }

    private static Object answer(Intent<?> intent, UserDraft user, GroupDraft group) {
        return switch (intent) {
            case Intent.CreateMailbox i -> MailboxPlanner.create(user, i);
            case Intent.DeleteMailbox i -> MailboxPlanner.delete(user, i);
            case Intent.RenameMailbox i -> MailboxPlanner.rename(user, i);
            case Intent.SetSpecialUse i -> MailboxPlanner.setSpecialUse(user, i);
            case Intent.SetRights i -> MailboxPlanner.setRights(user, i);
            case Intent.Subscribe i -> MailboxPlanner.subscribe(user, i.name(), true);
            case Intent.Unsubscribe i -> MailboxPlanner.subscribe(user, i.name(), false);
            case Intent.Append i -> MessagePlanner.append(user, i, group);
            case Intent.AppendAll i ->
                    i.messages().stream().map(m -> MessagePlanner.append(user, m, group)).toList();
            case Intent.Copy i -> MessagePlanner.copy(user, i);
            case Intent.Move i -> MessagePlanner.move(user, i);
            case Intent.StoreFlags i -> MessagePlanner.storeFlags(user, i);
            case Intent.Expunge i -> MessagePlanner.expunge(user, i);
            case Intent.AdoptMailbox i -> ImportPlanner.adopt(user, i);
            case Intent.Import i -> ImportPlanner.take(user, i, group);
            case Intent.Undelete i -> GonePlanner.undelete(user, i);
            case Intent.Forget i -> GonePlanner.forget(user, i);
            case Intent.MarkOwned i -> markOwned(user, i);
        };
    }

    private static Intent.Done markOwned(UserDraft user, Intent.MarkOwned intent) {
        if (user.view().owned() != intent.owned()) {
            user.add(new Change.OwnedMarked(intent.owned()));
        }
        return Intent.Done.DONE;
    }
}
