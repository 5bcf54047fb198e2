package org.tohost.common.nwauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.authent.UserDatabaseContract;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.fixture.UsersFixture;
import org.tohost.common.password.Passwords;
import org.tohost.common.users.Users;

/// The contract against a file that its own editor has written, and what is special about files.
class FileModuleTest implements UserDatabaseContract {
    private static final String SETTINGS = "g_password_scheme \"ssha512\"\n";

    @TempDir private Path home;
    private FileModule module;
    private Users users;

    @BeforeEach
    void open() {
        module = module();
        users = UsersFixture.over(module, UsersFixture.NOTHING_KEPT);
    }

    @AfterEach
    void close() {
        users.close();
    }

    private FileModule module() {
        FileSettings settings = UsersFixture.bind(FileSettings.class, SETTINGS);
        Passwords passwords = new Passwords(2, new SecureRandom());
        return new FileModule(settings, home, passwords, Clock.systemUTC());
    }

    @Override
    public UserDatabase database() {
        add("alice", "wonder*land (1)\\", Map.of("tohost", "be1"));
        add("bob", "passwörd", Map.of("tohost", "be2"));
        add("carol", "carol's", Map.of());
        add("dave", "dave's", Map.of("tohost", "be1", "mailstatus", "suspended"));
        add("erin", "erin's", Map.of("tohost", "be1,be2"));
        add("st*r", "star's", Map.of("tohost", "be1"));
        return users;
    }

    @Test
    void withoutFileThereIsNoAnswerUntilTheFirstUserMakesOne() {
        assertFalse(module.healthy());
        assertInstanceOf(Finding.Unavailable.class, find("alice@example.test"));
        assertInstanceOf(AuthResult.Unavailable.class, check("alice@example.test", "x"));

        add("alice", "x", Map.of());

        assertTrue(module.healthy());
        assertInstanceOf(AuthResult.Accepted.class, check("alice@example.test", "x"));
    }

    @Test
    void findsByAliasAndCatchAll() {
        add("alice", "x", Map.of("alias", "a@example.test,@other.test"));

        assertEquals(find("alice@example.test"), find("A@example.test"));
        assertEquals(find("alice@example.test"), module.find(new UserKey.CatchAll("other.test")));
        assertInstanceOf(Finding.None.class, module.find(new UserKey.CatchAll("example.test")));
        assertInstanceOf(AuthResult.Accepted.class, check("a@example.test", "x"));
        assertThrows(
                Failure.Syntax.class, () -> add("bob", "x", Map.of("alias", "a@example.test")));
        assertThrows(
                Failure.Syntax.class, () -> add("bob", "x", Map.of("alias", "alice@example.test")));
    }

    @Test
    void anOperatorsErrorCostsOneUser() throws IOException {
        put(
                """
                # ours
                good@example.test:x:
                bad@example.test:x:rubbish
                twice@example.test:x:
                twice@example.test:y:
                one@example.test:x:alias="both@example.test"
                two@example.test:x:alias="both@example.test"
                old@example.test:{CRYPT}$y$j9T$biXr7WT$.4eW58kSIsw:
                nobody's line
                """);

        assertInstanceOf(Finding.Found.class, find("good@example.test"));
        for (String name : List.of("bad", "twice", "both")) {
            assertInstanceOf(Finding.Unavailable.class, find(name + "@example.test"), name);
            assertInstanceOf(AuthResult.Unavailable.class, check(name + "@example.test", "x"));
        }
        assertInstanceOf(AuthResult.Unavailable.class, check("old@example.test", "x"));
        assertInstanceOf(AuthResult.NoSuchUser.class, check("else@example.test", "x"));
        assertInstanceOf(
                AuthResult.Rejected.class, check("good@example.test", "y"), "others go on");
    }

    @Test
    void editorsKeepWhatTheyDoNotChange() throws IOException {
        String before =
                """
                # first
                Alice@example.test:{ssha}x:shoe_size="42" tohost="be1"

                rubbish: \u00fc
                bob@example.test:y:
                """;
        put(before);
        module.editor().write(user("alice"), Optional.empty(), Map.of("tohost", "be2"));

        assertEquals(
                before.replace(
                        "Alice@example.test:{ssha}x:shoe_size=\"42\" tohost=\"be1\"",
                        "alice@example.test:{ssha}x:shoe_size=\"42\" tohost=\"be2\""),
                Files.readString(file()));
        assertTrue(module.editor().delete(user("bob")));
        assertFalse(module.editor().delete(user("bob")));
        assertEquals(Optional.empty(), module.editor().read(user("bob")));
        assertEquals(
                "42", module.editor().read(user("alice")).orElseThrow().facts().get("shoe_size"));
    }

    @Test
    void aNewPasswordIsAlsoOneForScram() throws IOException {
        put("alice@example.test:x:scram=\"" + verifier("old") + "\"\n");
        module.editor().write(user("alice"), Optional.of(Secret.of("new")), Map.of());

        Finding.Found found = assertInstanceOf(Finding.Found.class, find("alice@example.test"));
        String stored = Passwords.authPassword(found.account().scram().orElseThrow());
        assertTrue(new Passwords(1, new SecureRandom()).matches(List.of(stored), Secret.of("new")));
        assertFalse(module.editor().read(user("alice")).orElseThrow().facts().containsKey("scram"));
    }

    @Test
    void theFileIsForItsOwnerAlone() throws IOException {
        add("alice", "x", Map.of());

        assertEquals("rw-------", permissions(file()));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        add("bob", "x", Map.of());
        assertEquals("rw-r-----", permissions(file()));
    }

    @Test
    void searchesByWildCards() {
        for (String name : List.of("anna", "hanna", "hans", "st*r")) {
            add(name, "x", Map.of());
        }

        assertEquals(List.of("anna", "hanna"), names(search("ann", 0, 9)));
        assertEquals(List.of("hanna", "hans"), names(search("HAN*", 0, 9)));
        assertEquals(List.of("hans"), names(search("han?@*", 0, 9)));
        assertEquals(List.of("hanna", "hans"), names(search("*", 1, 2)));
        assertEquals(4, search("*", 1, 2).total());
        assertEquals(List.of(), names(search("*q*.test", 0, 9)));
    }

    @Test
    void whoeverChangesTheFileIsSeen() throws Exception {
        put("alice@example.test:x:\nbob@example.test:x:alias=\"b@example.test\"\n");
        RecordingChanges changes = new RecordingChanges("carol@example.test");
        module.watch(changes);
        // in place, as some editors do it
        Files.writeString(
                file(),
                """
                carol@example.test:y:alias="b@example.test"
                alice@example.test:x:
                bob@example.test:x:alias="b@example.test"
                """,
                StandardOpenOption.TRUNCATE_EXISTING);

        changes.awaited.join();
        assertEquals(Set.of("bob@example.test", "carol@example.test"), Set.copyOf(changes.entries));
        assertInstanceOf(Finding.Unavailable.class, find("b@example.test"));
    }

    @Test
    void whatWasLastReadCountsWhenTheFileIsGone() throws IOException {
        put("alice@example.test:x:\n");
        Files.delete(file());
        FileView view = new FileView(file());
        view.look();
        assertTrue(view.content().isEmpty());
        assertTrue(view.trouble().contains("no such file"), view.trouble());

        assertInstanceOf(Finding.Found.class, find("alice@example.test"));
    }

    @Test
    void aFileThatIsBeingWrittenIsLeftUntilItRests() throws IOException {
        put("alice@example.test:x:\n");
        FileView view = new FileView(file());
        view.look();
        Files.writeString(file(), "ali", StandardOpenOption.TRUNCATE_EXISTING);
        view.look();
        assertTrue(view.content().orElseThrow().standing(user("alice")).isPresent());
        Files.writeString(file(), "bob@example.test:x:\n");
        view.look();
        assertTrue(view.content().orElseThrow().standing(user("bob")).isEmpty());
        view.look();
        assertTrue(view.content().orElseThrow().standing(user("bob")).isPresent());
    }

    @Test
    void whateverStepAnUpdateIsCutAfterTheFileIsWhole() throws IOException {
        put("alice@example.test:x:\n");
        byte[] fresh = "bob@example.test:x:\n".getBytes(StandardCharsets.UTF_8);
        int steps = Replacement.steps(file(), fresh).size();
        for (int cut = 0; cut <= steps; cut++) {
            String old = Files.readString(file());
            byte[] next = ("bob" + cut + "@example.test:x:\n").getBytes(StandardCharsets.UTF_8);
            for (Replacement.Step step : Replacement.steps(file(), next).subList(0, cut)) {
                step.run();
            }
            String now = Files.readString(file());
            assertEquals(cut < 5 ? old : new String(next, StandardCharsets.UTF_8), now);
        }
        add("carol", "x", Map.of());
        assertTrue(Files.readString(file()).contains("carol"), "the next update goes through");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = Files.createDirectory(home.resolve("real")).resolve("list");
        Files.writeString(real, "alice@example.test:x:\n");
        Files.createSymbolicLink(file(), real);
        add("bob", "x", Map.of());

        assertTrue(Files.isSymbolicLink(file()));
        assertTrue(Files.readString(real).contains("bob@example.test"));
    }

    @Test
    void manyUsersAreRead() throws IOException {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, 100_000)
                .forEach(i ->
                        text.append("user")
                                .append(i)
                                .append("@example.test:{ssha}tVANQo:tohost=\"be1\" quota=\"")
                                .append(i)
                                .append("\"\n"));
        put(text.toString());

        Finding.Found found = assertInstanceOf(Finding.Found.class, find("user99999@example.test"));
        assertEquals(99_999, found.account().quota().orElseThrow());
        add("user100000", "x", Map.of());
        assertEquals(100_001, search("user*", 0, 1).total());
    }

    private static final class RecordingChanges implements AuthentModule.Changes {
        private final String last;
        private final List<String> entries = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Void> awaited = new CompletableFuture<>();

        RecordingChanges(String last) {
            this.last = last;
        }

        @Override
        public void changed(String entry, Optional<UserId> user) {
            entries.add(entry);
            if (entry.equals(last)) {
                awaited.complete(null);
            }
        }

        @Override
        public void missed() {
            entries.add("missed");
        }
    }

    private void put(String text) throws IOException {
        Path fresh = home.resolve("fresh");
        Files.writeString(fresh, text);
        Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE);
        module.close();
        users.close();
        open();
    }

    private Path file() {
        return home.resolve("users");
    }

    private void add(String name, String password, Map<String, String> facts) {
        module.editor().write(user(name), Optional.of(Secret.of(password)), facts);
    }

    private static UserId user(String name) {
        return new UserId(name + "@example.test");
    }

    private UserEditor.Page search(String pattern, int from, int max) {
        return module.editor().search(pattern, from, max);
    }

    private static List<String> names(UserEditor.Page page) {
        return page.users().stream()
                .map(entry -> entry.user().name().replace("@example.test", ""))
                .toList();
    }

    private static String verifier(String password) {
        return Passwords.authPassword(
                new Passwords(1, new SecureRandom()).scram(Secret.of(password)));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private Finding find(String address) {
        return module.find(new UserKey.Address(MailAddress.parse(address)));
    }

    private AuthResult check(String name, String password) {
        Login login =
                new Login(new LoginName(name), Secret.of(password), Service.IMAP, "127.0.0.1");
        return module.check(login, Finding.None::new);
    }
}
