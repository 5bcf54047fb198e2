package org.tohost.common.nwauth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/// Whose a file is and who may use it; never everybody. An operator who is root must not take the
/// file away from the node that reads it.
record Ownership(UserPrincipal owner, GroupPrincipal group, Set<PosixFilePermission> permissions) {
    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS =
            PosixFilePermissions.fromString("------rwx");

    /// {@return that of the file; if there is none, that of its folder, for the owner alone}
    static Ownership of(Path file) throws IOException {
        boolean there = Files.exists(file);
        PosixFileAttributes from =
                Files.readAttributes(
                        there ? file : file.toAbsolutePath().getParent(),
                        PosixFileAttributes.class);
        Set<PosixFilePermission> permissions = EnumSet.copyOf(there ? from.permissions() : PRIVATE);
        permissions.addAll(PRIVATE);
        permissions.removeAll(OTHERS);
        return new Ownership(from.owner(), from.group(), permissions);
    }

    /// Makes an empty file that is like this from the moment it has content.
    void create(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PRIVATE));
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class);
        PosixFileAttributes made = view.readAttributes();
        if (!made.owner().equals(owner)) {
            view.setOwner(owner);
        }
        if (!made.group().equals(group)) {
            view.setGroup(group);
        }
        view.setPermissions(permissions);
    }
}
