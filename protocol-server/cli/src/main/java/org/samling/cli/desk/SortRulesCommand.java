package org.samling.cli.desk;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.organisation.ReturnHandling;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.SortRule.Conditions;
import org.samling.core.policy.SortRule.Route;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code transport sort-rules}: the tables of the branches' sorting machines. */
@Command(
    name = "sort-rules",
    mixinStandardHelpOptions = true,
    description = {
      "Shows and changes the rules by which a branch's sorting machine chooses a bin for a returned item (docs/transport.md).",
      "list: lists the tables of a branch, or of all, from the top; the first rule that applies gives the bin.",
      "explain: shows where an item would go if it were returned at the branch now, by which rule, and why the rules above do not apply. It changes nothing.",
      "add: adds a rule at a place in the table; the rules from there on move down.",
      "remove: removes the rule at a place; the rules below move up.",
      "Load whole tables from seed files (${sys:samling.command} seed, key sort-rules)."
    })
final class SortRulesCommand extends TenantCommand {

  /** What can be done. */
  enum What {
    list,
    explain,
    add,
    remove
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Option(
      names = "--branch",
      paramLabel = "B",
      description = "The branch of the machine (default for list: all).")
  private @Nullable String branch;

  @Option(
      names = "--table",
      defaultValue = ReturnHandling.DEFAULT_SORT_RULES,
      paramLabel = "NAME",
      description =
          "The name of the table; profiles of SIP2 accounts refer to it (default: ${DEFAULT-VALUE}; for list: all).")
  private String table;

  @Option(names = "--item", paramLabel = "I", description = "For explain: the item's barcode.")
  private @Nullable String item;

  @Option(
      names = "--at",
      paramLabel = "N",
      description =
          "For add and remove: the place in the table, from 1 (default for add: below all others).")
  private @Nullable Integer place;

  @Option(
      names = "--bin",
      paramLabel = "BIN",
      description = "For add: the bin, as in SIP2 field CL.")
  private @Nullable String bin;

  @Option(
      names = "--way",
      split = ",",
      paramLabel = "W",
      description =
          "For add: where the item goes: shelf, hold-shelf, home, hold-elsewhere, separated by commas (default: anywhere).")
  private List<String> ways = List.of();

  @Option(
      names = "--destination",
      split = ",",
      paramLabel = "B",
      description = "For add: the destination branches, separated by commas (default: any).")
  private List<String> destinations = List.of();

  @Option(
      names = "--item-category",
      split = ",",
      paramLabel = "C",
      description = "For add: item categories, separated by commas (default: any).")
  private List<String> categories = List.of();

  @Option(
      names = "--material-group",
      split = ",",
      paramLabel = "G",
      description = "For add: material groups, separated by commas (default: any).")
  private List<String> groups = List.of();

  @Option(
      names = "--location",
      paramLabel = "L",
      description =
          "For add: the beginning of the item's location, such as \"Voksen\" (default: any).")
  private @Nullable String location;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  SortRulesCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    if (branch != null) {
      whichTenant.checkBranch(policy, branch);
    }
    var out = spec.commandLine().getOut();
    switch (what) {
      case list -> list(policy, out);
      case explain -> explain(store, tenant, policy, out);
      case add -> change(store, tenant, policy, rules -> with(rules, policy), out);
      case remove -> change(store, tenant, policy, this::without, out);
    }
    out.flush();
    return 0;
  }

  private void list(LendingPolicy policy, PrintWriter out) {
    var isNamed = spec.commandLine().getParseResult().hasMatchedOption("--table");
    var wanted =
        policy.sortRules().stream()
            .filter(rule -> branch == null || branch.equals(rule.branch()))
            .filter(rule -> !isNamed || table.equals(rule.table()))
            .toList();
    if (wanted.isEmpty()) {
      out.println("There are no rules, so replies name no bin.");
    }
    var above = "";
    for (var rule : wanted) {
      var head =
          "At %s%s, from the top; the first that applies gives the bin:"
              .formatted(
                  rule.branch(),
                  rule.table().equals(ReturnHandling.DEFAULT_SORT_RULES)
                      ? ""
                      : ", table " + rule.table());
      if (!head.equals(above)) {
        out.println(head);
        above = head;
      }
      out.println(line(rule, policy));
    }
  }

  private static String line(SortRule rule, LendingPolicy policy) {
    return "%4d  bin %-6s  when %s, by %s on %s"
        .formatted(
            rule.position(),
            rule.bin(),
            words(rule.conditions()),
            rule.by(),
            policy.day(rule.at()));
  }

  private static String words(Conditions conditions) {
    var parts = new ArrayList<String>();
    any(parts, "the way", conditions.ways().stream().map(Route::word).toList());
    any(parts, "the destination", conditions.destinations());
    any(parts, "the item category", conditions.itemCategories());
    any(parts, "the material group", conditions.materialGroups());
    if (conditions.locationPrefix() != null) {
      parts.add("the location begins with " + conditions.locationPrefix());
    }
    return parts.isEmpty() ? "always" : String.join(", and ", parts);
  }

  private static void any(List<String> parts, String what, Iterable<String> values) {
    var sorted = new ArrayList<String>();
    values.forEach(sorted::add);
    sorted.sort(null);
    if (!sorted.isEmpty()) {
      parts.add(what + " is " + String.join(" or ", sorted));
    }
  }

  private void explain(PostgresStore store, Tenant tenant, LendingPolicy policy, PrintWriter out) {
    var at = branch();
    var barcode = whichTenant.required(what, "--item", item);
    var origin =
        new Origin(
            tenant.id(),
            CommandKey.of(Duration.ZERO, UUID.randomUUID()),
            "explain",
            at,
            Instant.now());
    var sorted =
        store
            .inquiries()
            .sorted(new LoanCommand.Checkin(origin, barcode, Instant.now()))
            .orElseThrow(() ->
                whichTenant.usageError(
                    "the tenant %s has no item \"%s\"".formatted(tenant.code(), barcode)));
    out.println(
        "%s: way %s, to %s, bin %s"
            .formatted(
                barcode,
                sorted.way().word(),
                sorted.destination(),
                policy.sortRule(at, table, sorted).map(SortRule::bin).orElse("none")));
    out.println();
    out.println("Rules that were checked; the first that applies gives the bin:");
    for (var rule : policy.sortRules(at, table)) {
      var broken = rule.conditions().firstUnmet(sorted);
      out.println(line(rule, policy));
      out.println("      " + broken.map(why -> "does not apply: " + why).orElse("applies"));
      if (broken.isEmpty()) {
        return;
      }
    }
    out.println("None applies.");
  }

  private String branch() {
    return whichTenant.required(what, "--branch", branch);
  }

  private void change(
      PostgresStore store,
      Tenant tenant,
      LendingPolicy policy,
      UnaryOperator<List<SortRule>> change,
      PrintWriter out) {
    var at = branch();
    var rules = change.apply(new ArrayList<>(policy.sortRules(at, table)));
    var numbered = new ArrayList<SortRule>();
    rules.forEach(rule -> numbered.add(rule.at(numbered.size() + 1)));
    try {
      checkTable();
      store.policyRegister().putSortRules(tenant.id(), at, table, numbered);
    } catch (IllegalArgumentException e) {
      throw whichTenant.usageError(String.valueOf(e.getMessage()));
    }
    list(store.inquiries().policy(tenant.id()), out);
  }

  private void checkTable() {
    if (table.isBlank() || table.length() > SortRule.LONGEST_TABLE) {
      throw whichTenant.usageError(
          "--table must have 1 to %d characters".formatted(SortRule.LONGEST_TABLE));
    }
  }

  private List<SortRule> with(List<SortRule> rules, LendingPolicy policy) {
    var at = place == null ? rules.size() + 1 : place;
    if (at < 1 || at > rules.size() + 1) {
      throw whichTenant.usageError("--at must be a place from 1 to %d".formatted(rules.size() + 1));
    }
    var name = whichTenant.required(what, "--bin", bin);
    destinations.forEach(code -> whichTenant.checkBranch(policy, code));
    categories.forEach(code -> whichTenant.checkItemCategory(policy, code));
    var wanted = EnumSet.noneOf(Route.class);
    try {
      ways.forEach(word -> wanted.add(Route.ofWord(word.strip())));
      rules.add(
          at - 1,
          new SortRule(
              branch(),
              table,
              at,
              new Conditions(
                  wanted,
                  Set.copyOf(destinations),
                  Set.copyOf(categories),
                  Set.copyOf(groups),
                  location),
              name,
              Terminal.user(),
              Instant.now()));
    } catch (IllegalArgumentException e) {
      throw whichTenant.usageError(String.valueOf(e.getMessage()));
    }
    return rules;
  }

  private List<SortRule> without(List<SortRule> rules) {
    var at = whichTenant.required(what, "--at, the place of the rule; list shows it", place);
    if (at < 1 || at > rules.size()) {
      throw whichTenant.usageError(
          "there is no rule at place %d; number of rules of %s: %d"
              .formatted(at, branch(), rules.size()));
    }
    rules.remove(at - 1);
    return rules;
  }
}
