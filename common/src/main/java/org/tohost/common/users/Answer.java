package org.tohost.common.users;

import org.tohost.common.authent.Finding;

/// What a search said, and the tick at which it began.
record Answer(Finding finding, long begun) {}
