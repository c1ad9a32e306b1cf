package org.samling.cli.operator;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.samling.cli.common.LibraryOptions;
import org.samling.library.Library;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.registers.SecretRotation;
import org.samling.postgres.registers.SecretRotation.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rotate-secrets}: a new pepper. */
@Command(
    name = "rotate-secrets",
    mixinStandardHelpOptions = true,
    description = {
      "Introduces a new pepper (docs/privacy.md). Servers may be running. Back up the key file first.",
      "start: adds a pepper to the key file, waits until running servers have read it, then does the same as continue. With --file-only it only adds the pepper: use it with several machines, whose key files must all have the pepper first.",
      "continue: moves CPR numbers and staff's second factors to the newest pepper, in batches. If it is interrupted, run it again. The server does the same by itself, more slowly.",
      "status: shows what each pepper still protects.",
      "retire: removes the pepper given by --pepper from the key file, once nothing uses it any more.",
      "PINs and passwords move to the newest pepper when they are next used; the old pepper is needed until then. With --drop-pins, retire deletes the PINs that still use the old pepper: those patrons need new ones."
    })
public final class RotateSecretsCommand implements Callable<Integer> {

  /** Longer than servers take to notice that the file has changed. */
  private static final Duration SEEN = Duration.ofSeconds(5);

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      arity = "0..1",
      defaultValue = "start",
      description = "start, continue, status or retire (default: start).")
  private String what;

  @Option(names = "--file-only", description = "For start: only add the pepper to the key file.")
  private boolean fileOnly;

  @Option(
      names = "--pepper",
      paramLabel = "N",
      defaultValue = "0",
      description = "For retire: the number of the pepper.")
  private short pepper;

  @Option(names = "--drop-pins", description = "For retire: delete the PINs that still use it.")
  private boolean dropPins;

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  RotateSecretsCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    var out = spec.commandLine().getOut();
    try (var library = Library.openBeside(which.configuration())) {
      var code = run(library.store(), out);
      out.flush();
      return code;
    }
  }

  /** Does it. */
  protected int run(PostgresStore store, PrintWriter out) throws InterruptedException {
    var rotation = store.secretRotation();
    switch (what) {
      case "start" -> {
        var version = rotation.begin();
        out.println("The key file now has pepper.%d; keep a copy of the file.".formatted(version));
        if (!fileOnly) {
          out.flush();
          Thread.sleep(SEEN);
          rekey(store, rotation, out);
        }
      }
      case "continue" -> rekey(store, rotation, out);
      case "status" -> {}
      case "retire" -> retire(rotation, out);
      default ->
          throw new ParameterException(
              spec.commandLine(),
              "there is no \"%s\"; there are start, continue, status and retire".formatted(what));
    }
    status(rotation, out);
    return 0;
  }

  private static void rekey(PostgresStore store, SecretRotation rotation, PrintWriter out) {
    for (var tenant : store.tenants().all()) {
      var done = 0;
      for (var some = rotation.step(tenant.id()); some > 0; some = rotation.step(tenant.id())) {
        done += some;
      }
      out.println(
          "%s: CPR numbers and second factors moved to the newest pepper: %d"
              .formatted(tenant.code(), done));
    }
  }

  private void retire(SecretRotation rotation, PrintWriter out) {
    var versions = rotation.versions();
    if (!versions.contains(pepper) || versions.getFirst() == pepper) {
      throw new ParameterException(
          spec.commandLine(),
          "--pepper names an older pepper of the key file; it has "
              + versions.stream().map(v -> "pepper." + v).toList());
    }
    if (dropPins) {
      out.println(
          "PINs deleted: %d. Their patrons need new ones.".formatted(rotation.dropPins(pepper)));
    }
    var kept = rotation.kept().stream().filter(k -> k.version() == pepper).toList();
    if (!kept.isEmpty()) {
      throw new IllegalStateException(
          "pepper.%d is still needed: %s. %s"
              .formatted(
                  pepper,
                  kept.stream()
                      .map(
                          k -> "%d of %s (%s)".formatted(k.number(), k.secret(), k.tenant().code()))
                      .toList(),
                  kept.stream().anyMatch(k -> k.secret() == Secret.PASSWORD)
                      ? "Set new passwords for those accounts."
                      : "Wait, or use --drop-pins."));
    }
    rotation.retire(pepper);
    out.println("pepper.%d was removed from the key file.".formatted(pepper));
  }

  private static void status(SecretRotation rotation, PrintWriter out) {
    out.println(
        "The key file has "
            + String.join(", ", rotation.versions().stream().map(v -> "pepper." + v).toList())
            + ", newest first. Secrets by pepper:");
    for (var kept : rotation.kept()) {
      out.println(
          "  %-20s  %-8s  pepper.%d  %d"
              .formatted(kept.tenant().code(), kept.secret(), kept.version(), kept.number()));
    }
  }
}
