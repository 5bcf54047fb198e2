package org.tohost.backend;

import java.util.List;
import java.util.Optional;
import org.tohost.backend.delivery.IntakeSettings;
import org.tohost.backend.delivery.QueueSettings;
import org.tohost.backend.imap.ImapSettings;
import org.tohost.backend.pop3.Pop3Settings;
import org.tohost.backend.smtp.SmtpSettings;
import org.tohost.backend.store.CompactionSettings;
import org.tohost.backend.store.IndexSettings;
import org.tohost.backend.store.QuotaSettings;
import org.tohost.backend.store.StoreSettings;
import org.tohost.common.config.Backends;
import org.tohost.common.config.ClusterSettings;
import org.tohost.common.config.LocalDomains;
import org.tohost.common.config.NodeSettings;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.config.TlsSettings;
import org.tohost.common.users.AccessGroups;
import org.tohost.common.users.RefusalSettings;

/// All that a back-end is told by its settings file, but for the user database.
public record BackendConfig(
        NodeSettings node,
        ClusterSettings cluster,
        Backends backends,
        LocalDomains domains,
        TlsSettings tls,
        BackendSettings backend,
        StoreSettings store,
        IndexSettings index,
        QuotaSettings quotas,
        CompactionSettings compaction,
        Mail mail,
        ImapSettings imap,
        Pop3Settings pop3,
        RefusalSettings refusals) {
    /// How messages come in and go on.
    public record Mail(
            SmtpSettings smtp, IntakeSettings intake, QueueSettings queue, AccessGroups access) {}

    /// {@return the records whose settings only a back-end reads}
    public static List<Class<? extends Record>> records() {
        return List.of(
                BackendSettings.class,
                StoreSettings.class,
                IndexSettings.class,
                CompactionSettings.class,
                QuotaSettings.class,
                ImapSettings.class,
                Pop3Settings.class,
                SmtpSettings.class,
                IntakeSettings.class,
                QueueSettings.class);
    }

    /// Reads them all, noting every problem.
    ///
    /// @return nothing if there is a problem
    public static Optional<BackendConfig> bind(SettingsFile file, Problems problems) {
        Reader from = new Reader(file, problems);
        Optional<NodeSettings> node = from.read(NodeSettings.class);
        Optional<ClusterSettings> cluster = from.read(ClusterSettings.class);
        Optional<Backends> backends = from.read(Backends.class);
        LocalDomains domains = LocalDomains.bind(file, problems);
        Optional<TlsSettings> tls = from.read(TlsSettings.class);
        Optional<BackendSettings> backend = from.read(BackendSettings.class);
        Optional<StoreSettings> store = from.read(StoreSettings.class);
        Optional<IndexSettings> index = from.read(IndexSettings.class);
        Optional<QuotaSettings> quotas = from.read(QuotaSettings.class);
        Optional<CompactionSettings> compaction = from.read(CompactionSettings.class);
        Optional<ImapSettings> imap = from.read(ImapSettings.class);
        Optional<Pop3Settings> pop3 = from.read(Pop3Settings.class);
        Optional<SmtpSettings> smtp = from.read(SmtpSettings.class);
        Optional<IntakeSettings> intake = from.read(IntakeSettings.class);
        Optional<QueueSettings> queue = from.read(QueueSettings.class);
        Optional<AccessGroups> access = from.read(AccessGroups.class);
        Optional<RefusalSettings> refusals = from.read(RefusalSettings.class);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new BackendConfig(
                        node.orElseThrow(),
                        cluster.orElseThrow(),
                        backends.orElseThrow(),
                        domains,
                        tls.orElseThrow(),
                        backend.orElseThrow(),
                        store.orElseThrow(),
                        index.orElseThrow(),
                        quotas.orElseThrow(),
                        compaction.orElseThrow(),
                        new Mail(
                                smtp.orElseThrow(),
                                intake.orElseThrow(),
                                queue.orElseThrow(),
                                access.orElseThrow()),
                        imap.orElseThrow(),
                        pop3.orElseThrow(),
                        refusals.orElseThrow()));
    }

    private record Reader(SettingsFile file, Problems problems) {
        <R extends Record> Optional<R> read(Class<R> type) {
            return SettingsBinder.bind(type, file, problems);
        }
    }
}
