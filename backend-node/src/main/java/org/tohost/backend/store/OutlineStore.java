package org.tohost.backend.store;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.mime.Outline;
import org.tohost.common.failure.Failure;

/// Where outlines are kept, by the numbers of the bodies: in what waits for the index, and in the
/// index. What is in neither is computed again. Any thread.
final class OutlineStore {
    private static final Logger LOG = LoggerFactory.getLogger(OutlineStore.class);

    private final StoreState state;
    private final StoreIndex index;
    private final Indexer indexer;

    OutlineStore(StoreState state, StoreIndex index, Indexer indexer) {
        this.state = state;
        this.index = index;
        this.indexer = indexer;
    }

    /// {@return the outlines of these messages}
    Outlines of(Iterable<Message> messages) {
        Map<Long, byte[]> found = new HashMap<>();
        Set<Long> missing = new HashSet<>();
        for (Message message : messages) {
            long body = message.body().id();
            indexer.find(changed -> changed.outline(body))
                    .ifPresentOrElse(outline -> found.put(body, outline), () -> missing.add(body));
        }
        if (!missing.isEmpty()) {
            found.putAll(index.outlines(missing));
        }
        return new Outlines(this::compute, found);
    }

    /// {@return the outline of this body, which is kept from now on}
    private Outline compute(long bodyId) {
        Body body = state.body(new BodyRef(bodyId, ""));
        try {
            Outline outline = Outline.of(body::open, body.size());
            keep(bodyId, OutlineCodec.encode(outline));
            return outline;
        } catch (IOException e) {
            throw Body.unreadable(e);
        }
    }

    /// The body is in the log for good, so its row may be written at any time.
    private void keep(long bodyId, byte[] outline) {
        if (outline.length <= Outlines.MAX) {
            try {
                index.keepOutline(bodyId, outline);
            } catch (Failure.Unavailable e) {
                LOG.debug("The outline of body {} is computed again next time", bodyId, e);
            }
        }
    }
}
