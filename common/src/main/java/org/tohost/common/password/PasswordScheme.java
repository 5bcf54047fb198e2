package org.tohost.common.password;

/// The schemes in which new passwords are stored (`g_password_scheme`). How much they cost is set
/// for mail: programs log in often, and each time the node pays it again.
public enum PasswordScheme {
    /// `{PBKDF2-SHA256}`, 100,000 rounds. OpenLDAP reads it with its module pw-pbkdf2.
    PBKDF2_SHA256,
    /// `{ARGON2}$argon2id$`, 19 MiB, 2 passes. OpenLDAP reads it with its module argon2.
    ARGON2ID,
    /// `{CRYPT}$2b$`, cost 10. Passwords count up to their 72nd octet.
    BCRYPT,
    /// `{CRYPT}$6$`, 50,000 rounds.
    SHA512_CRYPT,
    /// `{SCRAM-SHA-256}`, 100,000 rounds: clients may log in without showing the password.
    SCRAM_SHA_256,
    /// `{SSHA512}`: cheap, for the node and for whoever steals the file.
    SSHA512
}
