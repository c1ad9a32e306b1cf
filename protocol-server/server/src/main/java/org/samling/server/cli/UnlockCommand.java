package org.samling.server.cli;

import java.util.concurrent.Callable;
import org.samling.postgres.PostgresStore;
import org.samling.server.Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code unlock}: a patron who typed too many wrong PINs may try again. */
@Command(
    name = "unlock",
    mixinStandardHelpOptions = true,
    description = {
      "Lets a patron who was locked out by too many wrong PINs try again (docs/sip2.md). The PIN stays what it was.",
      "A lock does not end by itself, and holds on all nodes and in all protocols."
    })
final class UnlockCommand implements Callable<Integer> {

  @Mixin private WhichTenant whichTenant;

  @Parameters(paramLabel = "CARD", description = "The card number, or another identifier.")
  private String card;

  @Mixin private WhichLibrary which;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  UnlockCommand() {}

  @Override
  public Integer call() {
    try (var library = Library.open(which.configuration())) {
      return run(library.store());
    }
  }

  int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    if (!store.patronAuthentication().unlock(tenant.id(), card)) {
      throw whichTenant.wrong(
          "the tenant %s has no patron with this card who has a PIN".formatted(tenant.code()));
    }
    spec.commandLine().getOut().println("The patron may try again.");
    spec.commandLine().getOut().flush();
    return 0;
  }
}
