package org.samling.cli.common;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.policy.LendingPolicy;
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

  /** Returns a value that an action needs, or throws if it was not given. */
  public <T> T required(Enum<?> what, String needed, @Nullable T value) {
    if (value == null) {
      throw usageError(what + " needs " + needed);
    }
    return value;
  }

  /** Checks that there is a branch. */
  public void checkBranch(LendingPolicy policy, String branch) {
    check("branch", branch, policy.branches().keySet());
  }

  /** Checks that there is an agency. */
  public void checkAgency(LendingPolicy policy, String agency) {
    check("agency", agency, policy.agencies().keySet());
  }

  /** Checks that there is an item category. */
  public void checkItemCategory(LendingPolicy policy, String category) {
    check("item category", category, policy.itemCategories().keySet());
  }

  private void check(String what, String name, Collection<String> known) {
    if (!known.contains(name)) {
      throw unknown(what, name, known);
    }
  }

  /** The error for a name that the tenant does not have. */
  public ParameterException unknown(String what, String name, Collection<String> known) {
    return usageError(
        "the tenant %s has no %s \"%s\"%s"
            .formatted(code, what, name, known.isEmpty() ? "" : "; it has " + list(known)));
  }

  private static String list(Collection<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  /** The error for a wrong argument. */
  public ParameterException usageError(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
