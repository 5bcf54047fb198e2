package org.tohost.backend.delivery;

/// What stands in for header fields that a message lacks: the body of a `Date`, and that of a
/// `Message-ID`. Where one is empty nothing is added.
record MissingFields(String date, String messageId) {
    /// For messages that are never changed.
    static final MissingFields NONE = new MissingFields("", "");

    /// {@return the fields to add, whole lines with CRLF, or an empty text}
    String lines(HeaderFacts facts) {
        String dated = facts.dated() || date.isEmpty() ? "" : "Date: " + date + "\r\n";
        boolean named = !facts.messageId().isEmpty() || messageId.isEmpty();
        return dated + (named ? "" : "Message-ID: " + messageId + "\r\n");
    }

    /// {@return the `Message-ID` that the message has in the end, empty if none}
    String messageId(HeaderFacts facts) {
        return facts.messageId().isEmpty() ? messageId : facts.messageId();
    }
}
