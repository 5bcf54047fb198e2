/// Tests of OAuth 2.0 access tokens with which clients log in: by signature (RFC 7519, RFC 9068) or
/// by asking the server that gave them (RFC 7662).
///
/// A silent server is an outage and never a bad token. No token is logged, and none is kept but as
/// a salted hash, in memory. What a token says is judged by
/// [TokenDemands][org.tohost.common.oauth.TokenDemands], which does no I/O; the rest blocks, for a
/// bounded time, and is called on virtual threads. Within the package a token that is not good is a
/// `Failure.Refused`, and an outage a `Failure.Unavailable`.
@NullMarked
package org.tohost.common.oauth;

import org.jspecify.annotations.NullMarked;
