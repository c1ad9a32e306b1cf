package org.samling.library.backup;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.privacy.PersonalData;
import org.samling.library.LibraryDatabase;
import org.samling.library.config.Configuration;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.backup.BackupManifest;
import org.samling.postgres.backup.BackupRecipients;
import org.samling.postgres.backup.BackupWriter;
import org.samling.postgres.backup.Progress;
import org.samling.postgres.withdrawal.TenantHoldings;
import org.samling.postgres.withdrawal.TenantWithdrawal;
import org.samling.postgres.withdrawal.TenantWithdrawal.Removal;

/** Withdraws a tenant from a library, even while a server is running on it. */
public final class LibraryWithdrawal {

  private static final int AT_ONCE = 200;

  private final Configuration configuration;
  private final PostgresStore store;
  private final BackupRecipients recipients;
  private final Progress progress;

  /**
   * Which library.
   *
   * @param configuration where it is kept, with the owner of the tables
   * @param store the store of the same library
   * @param recipients who can read the export; without any it is not encrypted
   * @param progress hears how much is done
   */
  public LibraryWithdrawal(
      Configuration configuration,
      PostgresStore store,
      BackupRecipients recipients,
      Progress progress) {
    this.configuration = configuration;
    this.store = store;
    this.recipients = recipients;
    this.progress = progress;
  }

  /**
   * Exports what a tenant has, and deletes it. What was done before it was broken off is not done
   * again.
   *
   * @param code the tenant
   * @param file where the export goes; nothing may be there yet
   * @param who decided it
   * @param keepRecords whether common records of which nobody else has items stay
   * @param exported hears what was exported before anything is deleted
   * @return what was deleted
   */
  public Removal run(
      String code, Path file, String who, boolean keepRecords, Consumer<Exported> exported) {
    return switch (configuration.store().database()) {
      case Configuration.Embedded embedded -> {
        try (var server = LibraryDatabase.beside(embedded)) {
          var superuser = server.superuser();
          var owner =
              new Owner(server.libraryUrl(), superuser.user(), new Secret(superuser.password()));
          yield run(owner, code, file, who, keepRecords, exported);
        }
      }
      case Configuration.External external -> {
        var owner = external.owner();
        if (owner == null) {
          throw new IllegalStateException(
              "a tenant is withdrawn by the owner of the tables: add store.owner and its password to the configuration");
        }
        yield run(
            new Owner(external.url(), owner.user(), owner.password()),
            code,
            file,
            who,
            keepRecords,
            exported);
      }
    };
  }

  private record Owner(String url, String user, Secret password) {}

  /**
   * An export.
   *
   * @param file the file
   * @param holdings what is in it; null where an earlier run wrote it
   */
  public record Exported(String file, @Nullable TenantHoldings holdings) {}

  private Removal run(
      Owner owner,
      String code,
      Path file,
      String who,
      boolean keepRecords,
      Consumer<Exported> exported) {
    try (var withdrawal =
        new TenantWithdrawal(owner.url, owner.user, owner.password, code, progress)) {
      var earlier = withdrawal.exportedAs();
      if (earlier == null) {
        var heading =
            LibraryBackup.heading(
                configuration,
                BackupManifest.Kind.TENANT,
                owner.url,
                owner.user,
                owner.password,
                false);
        // Before anything is closed: it may be that the file can't be written.
        try (var writer = new BackupWriter(file, recipients, heading)) {
          eraseGuests(withdrawal, who);
          var holdings = withdrawal.export(writer);
          writer.finish("tenant " + code);
          withdrawal.exported(file.toAbsolutePath().toString());
          exported.accept(new Exported(file.toString(), holdings));
        }
      } else {
        eraseGuests(withdrawal, who);
        exported.accept(new Exported(earlier, null));
      }
      return withdrawal.remove(who, keepRecords);
    }
  }

  /** Its patrons who are guests elsewhere and owe nothing there leave now. */
  private void eraseGuests(TenantWithdrawal withdrawal, String who) {
    for (var lender : withdrawal.begin(who)) {
      for (var erased = -1; erased != 0; ) {
        erased = 0;
        for (var guest : store.guests().leaving(lender, AT_ONCE)) {
          if (store.personalData().erase(lender, guest.card())
              instanceof PersonalData.Erasure.Erased) {
            erased++;
          }
        }
      }
    }
  }
}
