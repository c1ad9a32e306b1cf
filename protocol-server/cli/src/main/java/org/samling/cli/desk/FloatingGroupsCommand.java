package org.samling.cli.desk;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.FloatingGroup;
import org.samling.core.policy.LendingPolicy;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code transport floating-groups}: the branches among which items stay where they are returned.
 */
@Command(
    name = "floating-groups",
    mixinStandardHelpOptions = true,
    description = {
      "Shows and changes floating groups: branches among which items stay where they are returned (docs/transport.md).",
      "list: lists the groups with their branches, and who set them.",
      "set CODE: creates a group or changes it; give all of its branches.",
      "remove CODE: removes a group; from then on its items go home when they are returned.",
      "Items are assigned to a group by seed files (${sys:samling.command} seed, key floating-group)."
    })
final class FloatingGroupsCommand extends TenantCommand {

  /** What can be done. */
  enum What {
    list,
    set,
    remove
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CODE",
      description = "The group's short name; not for list.")
  private @Nullable String code;

  @Option(
      names = "--branch",
      split = ",",
      paramLabel = "B",
      description = "For set: its branches, separated by commas.")
  private @Nullable List<String> branches;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  FloatingGroupsCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    var out = spec.commandLine().getOut();
    switch (what) {
      case list -> list(policy, out);
      case set -> set(store, tenant, policy, out);
      case remove -> remove(store, tenant, policy, out);
    }
    out.flush();
    return 0;
  }

  private static void list(LendingPolicy policy, PrintWriter out) {
    if (policy.floatingGroups().isEmpty()) {
      out.println("There are no floating groups: items go home when they are returned elsewhere.");
    }
    policy.floatingGroups().values().stream()
        .sorted(Comparator.comparing(FloatingGroup::code))
        .forEach(group -> out.println(line(group, policy)));
  }

  private static String line(FloatingGroup group, LendingPolicy policy) {
    return "%s  %s, by %s on %s"
        .formatted(
            group.code(),
            String.join(", ", group.branches().stream().sorted().toList()),
            group.by(),
            policy.day(group.at()));
  }

  private void set(PostgresStore store, Tenant tenant, LendingPolicy policy, PrintWriter out) {
    var name = whichTenant.required(what, "the CODE of a group", code);
    var wanted = whichTenant.required(what, "--branch, all branches of the group", branches);
    wanted.forEach(branch -> whichTenant.checkBranch(policy, branch));
    FloatingGroup group;
    try {
      group = new FloatingGroup(name, Set.copyOf(wanted), Terminal.user(), Instant.now());
    } catch (IllegalArgumentException e) {
      throw whichTenant.usageError(String.valueOf(e.getMessage()));
    }
    store.policyRegister().putFloatingGroup(tenant.id(), group);
    out.println("The group is set: " + line(group, policy));
  }

  private void remove(PostgresStore store, Tenant tenant, LendingPolicy policy, PrintWriter out) {
    var name = whichTenant.required(what, "the CODE of a group", code);
    if (!store.policyRegister().removeFloatingGroup(tenant.id(), name)) {
      throw whichTenant.unknown("floating group", name, policy.floatingGroups().keySet());
    }
    out.println("The group %s is removed.".formatted(name));
  }
}
