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
      "Shows and changes the tenant's lending agreements (docs/transport.md): each party takes in the other's items, which ends the owner's loan.",
      "list: lists the agreements, with their dates and who made them.",
      "make OTHER: makes an agreement, for both parties at once.",
      "end OTHER: ends it for both parties; items handed in before are still sent home."
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
            whichTenant.required(what, "the code of the OTHER tenant", code), store.tenants());
    if (other.equals(tenant)) {
      throw whichTenant.usageError(
          "a tenant can't have an agreement with itself, %s".formatted(code));
    }
    return other;
  }

  private static void list(LendingAgreements agreements, Tenant tenant, PrintWriter out) {
    var all = agreements.of(tenant.id());
    if (all.isEmpty()) {
      out.println(
          "There are no agreements: items of other tenants are not recognised when they are handed in.");
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
            out.println(
                (isNew ? "The agreement is made: " : "There already is an agreement: ") + line(a)));
  }

  private void end(LendingAgreements agreements, Tenant tenant, Tenant other, PrintWriter out) {
    if (!agreements.end(tenant.id(), other.id())) {
      throw whichTenant.unknown(
          "agreement with",
          other.code(),
          agreements.of(tenant.id()).stream().map(Agreement::other).toList());
    }
    out.println("The agreement with %s has ended.".formatted(other.code()));
  }
}
