package org.samling.cli.access;

import org.samling.cli.common.TenantCommand;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code unlock}: lets a patron who typed too many wrong PINs try again. */
@Command(
    name = "unlock",
    mixinStandardHelpOptions = true,
    description = {
      "Unlocks a patron who was locked out by too many wrong PINs (docs/sip2.md). The PIN stays the same.",
      "A lock-out never expires, and applies on all nodes and in all protocols."
    })
public final class UnlockCommand extends TenantCommand {

  @Parameters(paramLabel = "CARD", description = "The card number, or another identifier.")
  private String card;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  UnlockCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    if (!store.patronAuthentication().unlock(tenant.id(), card)) {
      throw whichTenant.usageError(
          "the tenant %s has no patron with this card who has a PIN".formatted(tenant.code()));
    }
    spec.commandLine().getOut().println("The patron is unlocked.");
    spec.commandLine().getOut().flush();
    return 0;
  }
}
