package org.tohost.common.netwin;

import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;

/// Which program is asked for users.
@Group(
        value = "Authent modules: processes",
        doc = "Users who are asked for of a program: `g_authent \"process\"`.")
public record ProcessSettings(
        @Setting(
                        name = "g_authent_process",
                        doc =
                                "The program that knows the users, with its arguments:"
                                        + " `/opt/auth/module -path '/home/of files'`. No shell reads"
                                        + " the line; words with spaces stand in quotes.")
                ProgramLine program) {}
