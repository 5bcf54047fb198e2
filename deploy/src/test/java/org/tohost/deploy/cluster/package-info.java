/// Whole clusters with a directory: what becomes of users who are moved while they are at work.
@NullMarked
package org.tohost.deploy.cluster;

import org.jspecify.annotations.NullMarked;
