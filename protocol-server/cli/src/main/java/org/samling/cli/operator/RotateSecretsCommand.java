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
      "Takes a new pepper into use (docs/privacy.md), while servers run or not. Copy the key file first.",
      "start: adds a pepper to the key file, waits until servers that run have read it, and goes on as continue does. With --file-only it stops before that: for several machines, whose key files must all have it first.",
      "continue: brings CPR numbers under the newest pepper, some at a time. Broken off, it is given again. The server does the same by itself, more slowly.",
      "status: what is kept by which pepper.",
      "retire: takes the pepper with --pepper out of the key file, when nothing is kept by it any more.",
      "PINs and passwords come under the newest pepper when they are next used; the old pepper is needed until then. With --drop-pins retire deletes the PINs that were not: those patrons need new ones."
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
      description = "For retire: which.")
  private short pepper;

  @Option(names = "--drop-pins", description = "For retire: delete the PINs that are kept by it.")
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
        out.println("The key file has pepper.%d now; keep a copy of it.".formatted(version));
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
          "%s: %d CPR numbers are under the newest pepper now.".formatted(tenant.code(), done));
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
          "%d PINs are deleted; their patrons need new ones.".formatted(rotation.dropPins(pepper)));
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
                      ? "Set those accounts' passwords anew."
                      : "Wait, or give --drop-pins."));
    }
    rotation.retire(pepper);
    out.println("pepper.%d is out of the key file.".formatted(pepper));
  }

  private static void status(SecretRotation rotation, PrintWriter out) {
    out.println(
        "The key file has "
            + String.join(", ", rotation.versions().stream().map(v -> "pepper." + v).toList())
            + ", the newest first. Kept by them:");
    for (var kept : rotation.kept()) {
      out.println(
          "  %-20s  %-8s  pepper.%d  %d"
              .formatted(kept.tenant().code(), kept.secret(), kept.version(), kept.number()));
    }
  }
}
