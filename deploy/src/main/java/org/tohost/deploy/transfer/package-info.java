/// Mail in files: Maildir, mbox and trees of `.eml`, read and written for `tohost store import` and
/// `tohost store export`.
///
/// Whatever is wrong in a tree costs a line ([org.tohost.deploy.transfer.Complaints]) and no more
/// than the message or mailbox that it concerns. Sources are only read. One thread.
@NullMarked
package org.tohost.deploy.transfer;

import org.jspecify.annotations.NullMarked;
