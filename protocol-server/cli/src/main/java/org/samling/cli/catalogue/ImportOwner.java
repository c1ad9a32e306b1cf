package org.samling.cli.catalogue;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says whose records are imported. */
final class ImportOwner {

  @Option(
      names = "--tenant",
      paramLabel = "T",
      description =
          "The code of the tenant that owns the records. Without it they are common records, in the union catalogue and in the catalogue of each tenant that has items of them.")
  private @Nullable String tenant;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ImportOwner() {}

  /**
   * The tenant, or null for common records.
   *
   * @throws ParameterException where there is none with this code
   */
  @Nullable TenantId in(Tenants tenants) {
    return tenant == null ? null : named(tenant, tenants);
  }

  /**
   * The tenant with a code.
   *
   * @throws ParameterException where there is none
   */
  TenantId named(String code, Tenants tenants) {
    return tenants
        .byCode(code)
        .map(Tenant::id)
        .orElseThrow(() -> {
          var codes = tenants.all().stream().map(Tenant::code).collect(Collectors.joining(", "));
          return new ParameterException(
              spec.commandLine(),
              "there is no tenant \"%s\"; there %s"
                  .formatted(code, codes.isEmpty() ? "are none yet" : "are: " + codes));
        });
  }

  /** The owner of the records, as part of a sentence. */
  String named() {
    return tenant == null ? "common records" : "records of " + tenant;
  }
}
