package org.samling.server.cli;

import java.util.Collection;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.policy.LendingPolicy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says which tenant a command works on, and what is wrong with names in it. */
final class WhichTenant {

  @Option(
      names = "--tenant",
      required = true,
      paramLabel = "T",
      description = "The tenant, by its code.")
  private String code;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  WhichTenant() {}

  /**
   * The tenant.
   *
   * @throws ParameterException where there is none with this code
   */
  Tenant in(Tenants tenants) {
    return tenants
        .byCode(code)
        .orElseThrow(() -> {
          var known = tenants.all().stream().map(Tenant::code).toList();
          return wrong(
              "there is no tenant \"%s\"%s"
                  .formatted(code, known.isEmpty() ? "" : "; there are " + list(known)));
        });
  }

  /** Checks that there is a branch. */
  void checkBranch(LendingPolicy policy, String branch) {
    check("branch", branch, policy.branches().keySet());
  }

  /** Checks that there is an agency. */
  void checkAgency(LendingPolicy policy, String agency) {
    check("agency", agency, policy.agencies().keySet());
  }

  private void check(String what, String name, Collection<String> known) {
    if (!known.contains(name)) {
      throw wrong(
          "the tenant %s has no %s \"%s\"%s"
              .formatted(code, what, name, known.isEmpty() ? "" : "; it has " + list(known)));
    }
  }

  private static String list(Collection<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  /** Something that was typed wrongly. */
  ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
