package org.samling.cli.access;

import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sip2 wire-log}: whose messages are logged. */
@Command(
    name = "wire-log",
    mixinStandardHelpOptions = true,
    description = {
      "Starts or stops logging a SIP2 account's messages to a file of its own, masked and explained (docs/sip2.md).",
      "It takes effect within seconds, on open connections too."
    })
final class Sip2WireLogCommand extends TenantCommand {

  /** What can be done. */
  enum Action {
    list,
    on,
    off
  }

  @Parameters(
      index = "0",
      paramLabel = "ACTION",
      description = "What to do: ${COMPLETION-CANDIDATES}.")
  private Action action;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ACCOUNT",
      description = "For on and off: the account's name.")
  private @Nullable String account;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  Sip2WireLogCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var out = spec.commandLine().getOut();
    if (action == Action.list) {
      var logged =
          store.accounts().wireLogged().stream()
              .filter(l -> l.tenant().equals(tenant.id()))
              .toList();
      logged.forEach(l -> out.println(l.username()));
      if (logged.isEmpty()) {
        out.println("No account has a wire log.");
      }
    } else if (account == null) {
      throw whichTenant.usageError(action + " needs the name of an account");
    } else if (!store.libraryRegister().putWireLog(tenant.id(), account, action == Action.on)) {
      throw whichTenant.usageError(
          "the tenant %s has no SIP2 account \"%s\"".formatted(tenant.code(), account));
    } else {
      out.println(
          "The messages of %s are %s."
              .formatted(account, action == Action.on ? "logged" : "no longer logged"));
    }
    out.flush();
    return 0;
  }
}
