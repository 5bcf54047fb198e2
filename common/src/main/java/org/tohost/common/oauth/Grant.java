package org.tohost.common.oauth;

import java.time.Instant;
import java.util.Optional;
import org.tohost.common.authent.LoginName;

/// What a good token gives.
///
/// @param user who may log in with it
/// @param end when that is over, if the token says so
record Grant(LoginName user, Optional<Instant> end) {}
