package org.samling.cli.operator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.LibraryOptions;
import org.samling.cli.common.ProgressDisplay;
import org.samling.core.organisation.Secret;
import org.samling.library.Library;
import org.samling.library.backup.LibraryRestore;
import org.samling.library.config.Configuration;
import org.samling.postgres.backup.BackupKey;
import org.samling.postgres.backup.BackupManifest;
import org.samling.postgres.backup.BackupReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restore}: a library from its backup. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Restores a library from a backup, starts its database, brings the schema up to date and rebuilds the index (docs/operations.md, \"Back up\").",
      "Nothing is overwritten: the directories and the database of the configuration must be empty. A damaged or incomplete backup is refused, and nothing of it is left behind."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the library is restored; or, with --check, the backup is complete",
      "1:the backup or the place can't be used, and nothing was changed",
      "2:usage error"
    })
public final class RestoreCommand implements Callable<Integer> {

  static final String PASSPHRASE = "SAMLING_KEY_PASSPHRASE";

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file;

  @Option(
      names = "--check",
      description = "Only read the backup to its end and report whether it is complete.")
  private boolean check;

  @Option(
      names = "--no-index",
      description = "Leave building the catalogue's index to the first start.")
  private boolean noIndex;

  @Option(
      names = "--without-keys",
      description =
          "Restore even without the right key file: no PIN and no password can be checked then.")
  private boolean withoutKeys;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "The private key of an encrypted backup (OpenPGP), as gpg --export-secret-keys writes it.")
  private @Nullable Path key;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "A file that holds the passphrase of the private key and nothing else. It may also be in the environment variable SAMLING_KEY_PASSPHRASE.")
  private @Nullable Path passphraseFile;

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  RestoreCommand() {}

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    var opens = key == null ? null : BackupKey.of(key, passphrase());
    if (check) {
      printLine(out, "is complete", read(opens));
      return 0;
    }
    var configuration = which.configuration();
    try (var display = display("Restoring")) {
      var manifest =
          new LibraryRestore(
                  configuration,
                  new BackupReader(file, opens),
                  (done, total, what) -> display.to(percent(done, total), what))
              .restore(withoutKeys);
      printLine(out, "is restored", manifest);
    }
    open(configuration, out);
    return 0;
  }

  private ProgressDisplay display(String task) {
    return new ProgressDisplay(task, 100, spec.commandLine().getErr());
  }

  private static long percent(long done, long total) {
    return 100 * done / Math.max(total, 1);
  }

  private @Nullable Secret passphrase() throws IOException {
    if (passphraseFile != null) {
      return new Secret(Files.readString(passphraseFile).strip());
    }
    var given = System.getenv(PASSPHRASE);
    return given == null ? null : new Secret(given);
  }

  private BackupManifest read(@Nullable BackupKey opens) {
    try (var display = display("Reading")) {
      return new BackupReader(file, opens)
          .read(BackupReader.NOBODY, (done, total, what) -> display.to(percent(done, total), what));
    }
  }

  private void printLine(PrintWriter out, String what, BackupManifest manifest) {
    var heading = manifest.heading();
    out.println(
        "%s %s: made %s by Samling %s, PostgreSQL %s, schema %d, %s, %,d MB (%s)"
            .formatted(
                file,
                what,
                heading.createdAt().truncatedTo(ChronoUnit.SECONDS),
                heading.samling(),
                heading.postgres(),
                heading.schema(),
                heading.kind().name().toLowerCase(Locale.ROOT),
                manifest.size() >> 20,
                manifest.note()));
    out.flush();
  }

  private void open(Configuration configuration, PrintWriter out) {
    try (var library = Library.openRestored(configuration)) {
      out.println("tenants: %d".formatted(library.store().tenants().all().size()));
      out.flush();
      if (noIndex) {
        return;
      }
      try (var index = library.openIndex(configuration.index());
          var display =
              new ProgressDisplay(
                  "Indexing",
                  library.store().catalogueFeed().approximateCount(),
                  spec.commandLine().getErr())) {
        index.rebuild((records, _) -> display.to(records, "records"));
        out.println("records in the index: %,d".formatted(index.state().documents()));
      }
      out.flush();
    }
  }
}
