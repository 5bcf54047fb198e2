/// Mailboxes that come from elsewhere and go elsewhere while the node serves: what the tools
/// `tohost store import` and `tohost store export` talk to through the admin port.
///
/// A [org.tohost.backend.transfer.Entry] stream is the same in both directions: lines, and behind
/// those of messages their octets. Nothing here knows how mail lies in files. Any thread; the desks
/// wait for the store.
@NullMarked
package org.tohost.backend.transfer;

import org.jspecify.annotations.NullMarked;
