package org.samling.cli.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.samling.cli.common.LibraryOptions;
import org.samling.cli.common.ProgressDisplay;
import org.samling.library.backup.LibraryBackup;
import org.samling.postgres.backup.BackupRecipients;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backup}: the whole library in one file. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a whole library to one file, even while servers are running (docs/operations.md, \"Back up\").",
      "Without --with-keys it does not contain the keys by which PINs and passwords are hashed: keep a copy of the key file elsewhere. Without the keys no PIN can be checked after a restore."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file is written and flushed to disk",
      "1:the backup failed, and there is no file",
      "2:usage error"
    })
public final class BackupCommand implements Callable<Integer> {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'samling-'yyyyMMdd'T'HHmmss'Z.backup'").withZone(ZoneOffset.UTC);

  @Parameters(
      paramLabel = "FILE|DIR",
      description =
          "The file to write, which must not exist, or a directory, where the file is named after the time.")
  private Path target;

  @Option(
      names = "--rows",
      description =
          "Back up the rows of the embedded database instead of its server's files: slower, but can be restored into your own PostgreSQL.")
  private boolean rows;

  @Option(
      names = "--with-keys",
      description = "Include the key file. Whoever has such a backup has everything.")
  private boolean keys;

  @Option(
      names = "--recipient",
      paramLabel = "FILE",
      description =
          "A file of OpenPGP public keys to encrypt the backup for, as gpg --export writes it; repeatable. Those of the configuration (backup.recipients) are added.")
  private List<Path> recipients = List.of();

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BackupCommand() {}

  @Override
  public Integer call() throws IOException {
    var configuration = which.configuration();
    var out = spec.commandLine().getOut();
    var started = System.nanoTime();
    var readers =
        BackupRecipients.of(
            Stream.concat(configuration.backupRecipients().stream(), recipients.stream()).toList());
    var name = NAME.format(Instant.now()) + (readers.names().isEmpty() ? "" : ".gpg");
    var file = Files.isDirectory(target) ? target.resolve(name) : target;
    try (var display = new ProgressDisplay("Backing up", 100, spec.commandLine().getErr())) {
      var manifest =
          new LibraryBackup(
                  configuration,
                  readers,
                  (done, total, what) -> display.to(100 * done / Math.max(total, 1), what))
              .write(file, rows, keys);
      out.println(
          "%s: %,d MB, packed from %,d MB in %.1f s (%s)"
              .formatted(
                  file,
                  Files.size(file) >> 20,
                  manifest.size() >> 20,
                  (System.nanoTime() - started) / 1e9,
                  manifest.note()));
      out.println(
          readers.names().isEmpty()
              ? "The backup is not encrypted. To encrypt it, name public keys in backup.recipients or with --recipient."
              : "The backup is encrypted for: %s.".formatted(String.join("; ", readers.names())));
      out.println(
          keys
              ? "The backup includes the keys (%s): keep it where nobody else can read it."
                  .formatted(configuration.keys())
              : "The backup does not include the keys (%s): keep a copy of that file, apart from the backup."
                  .formatted(configuration.keys()));
      out.flush();
    }
    return 0;
  }
}
