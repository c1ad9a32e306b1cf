package org.samling.cli.common;

import java.util.Collection;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says which tenant a command works on, with errors for unknown names in it. */
public final class TenantOption {

  @Option(
      names = "--tenant",
      required = true,
      paramLabel = "T",
      description = "The tenant, by its code.")
  private String code;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  TenantOption() {}

  /**
   * The tenant.
   *
   * @throws ParameterException where there is none with this code
   */
  public Tenant in(Tenants tenants) {
    return tenants
        .byCode(code)
        .orElseThrow(() -> {
          var known = tenants.all().stream().map(Tenant::code).toList();
          return usageError(
              "there is no tenant \"%s\"%s"
                  .formatted(code, known.isEmpty() ? "" : "; there are " + list(known)));
        });
  }

  private static String list(Collection<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  private ParameterException usageError(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
