package org.samling.cli.desk;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.organisation.LendingAgreements;
import org.samling.core.organisation.LendingAgreements.Agreement;
import org.samling.core.organisation.Tenant;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code transport agreements}: which tenants accept returns of each other's items. */
@Command(
    name = "agreements",
    mixinStandardHelpOptions = true,
    description = {
      "Says and changes with which tenants there is an agreement on lending (docs/transport.md): each takes in what is the other's, and the owner's loan ends.",
      "list: the tenants with whom there is one, since when, and who made it.",
      "make OTHER: makes one, for both sides at once.",
      "end OTHER: ends it, for both; what was handed in until then still finds its way home."
    })
final class AgreementsCommand extends TenantCommand {

  /** What can be done. */
  enum What {
    list,
    make,
    end
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OTHER",
      description = "The other tenant, by its code; not for list.")
  private @Nullable String code;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  AgreementsCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var agreements = store.lendingAgreements();
    var out = spec.commandLine().getOut();
    switch (what) {
      case list -> list(agreements, tenant, out);
      case make -> make(agreements, tenant, other(store, tenant), out);
      case end -> end(agreements, tenant, other(store, tenant), out);
    }
    out.flush();
    return 0;
  }

  private Tenant other(PostgresStore store, Tenant tenant) {
    var other =
        whichTenant.named(
            whichTenant.given(what, "the code of the OTHER tenant", code), store.tenants());
    if (other.equals(tenant)) {
      throw whichTenant.wrong("an agreement is with another tenant than %s".formatted(code));
    }
    return other;
  }

  private static void list(LendingAgreements agreements, Tenant tenant, PrintWriter out) {
    var all = agreements.of(tenant.id());
    if (all.isEmpty()) {
      out.println(
          "There are no agreements: what is another tenant's is not known when it is handed in.");
    }
    all.forEach(agreement -> out.println(line(agreement)));
  }

  private static String line(Agreement agreement) {
    return "%s  %s, since %s, by %s"
        .formatted(agreement.other(), agreement.name(), agreement.since(), agreement.by());
  }

  private static void make(
      LendingAgreements agreements, Tenant tenant, Tenant other, PrintWriter out) {
    var isNew = agreements.make(tenant.id(), other.id(), Terminal.user());
    agreements.of(tenant.id()).stream()
        .filter(a -> a.other().equals(other.code()))
        .forEach(a ->
            out.println((isNew ? "The agreement is made: " : "There is one already: ") + line(a)));
  }

  private void end(LendingAgreements agreements, Tenant tenant, Tenant other, PrintWriter out) {
    if (!agreements.end(tenant.id(), other.id())) {
      throw whichTenant.unknown(
          "agreement with",
          other.code(),
          agreements.of(tenant.id()).stream().map(Agreement::other).toList());
    }
    out.println("The agreement with %s ends.".formatted(other.code()));
  }
}
