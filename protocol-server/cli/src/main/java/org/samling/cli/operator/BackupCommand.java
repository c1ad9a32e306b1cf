package org.samling.cli.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.samling.cli.common.LibraryOptions;
import org.samling.cli.common.ProgressDisplay;
import org.samling.library.backup.LibraryBackup;
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
      "Writes a whole library into one file, also while a server is at work on it (docs/operations.md, \"Back up\").",
      "The keys that PINs and passwords were made by are not in it, but with --with-keys: keep a copy of the key file elsewhere. Without it nobody's PIN can be checked after a restoration."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file is written, and on the disk",
      "1:it can't be made, and there is no file",
      "2:used wrongly"
    })
public final class BackupCommand implements Callable<Integer> {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'samling-'yyyyMMdd'T'HHmmss'Z.backup'").withZone(ZoneOffset.UTC);

  @Parameters(
      paramLabel = "FILE|DIR",
      description =
          "Where it goes: a file that is not there yet, or a directory, in which it is named by the time.")
  private Path target;

  @Option(
      names = "--rows",
      description =
          "From the embedded database, too, take the rows and not the files of its server: slower, and can be restored into a PostgreSQL of your own.")
  private boolean rows;

  @Option(
      names = "--with-keys",
      description = "Takes the key file along. Whoever has such a backup has everything.")
  private boolean keys;

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BackupCommand() {}

  @Override
  public Integer call() throws IOException {
    var configuration = which.configuration();
    var out = spec.commandLine().getOut();
    var started = System.nanoTime();
    var file = Files.isDirectory(target) ? target.resolve(NAME.format(Instant.now())) : target;
    try (var display = new ProgressDisplay("Backing up", 100, spec.commandLine().getErr())) {
      var manifest =
          new LibraryBackup(
                  configuration,
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
          keys
              ? "The keys (%s) are in it: keep it where nobody else can read it."
                  .formatted(configuration.keys())
              : "The keys (%s) are not in it: keep a copy of that file, apart from the backup."
                  .formatted(configuration.keys()));
      out.flush();
    }
    return 0;
  }
}
