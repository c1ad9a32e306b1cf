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
import org.samling.core.policy.SortRule.Way;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code transport sort-rules}: the tables of the branches' sorting machines. */
@Command(
    name = "sort-rules",
    mixinStandardHelpOptions = true,
    description = {
      "Says and changes into which bin a branch's sorting machine puts what comes back (docs/transport.md).",
      "list: the tables of a branch, or of all, from the top; the first rule that applies gives the bin.",
      "explain: where an item would go if it were returned at the branch now, which rule it would meet, and why not those above. It changes nothing.",
      "add: a rule, at a place of the table; those from there on move down.",
      "remove: the rule at a place; those below move up.",
      "Whole tables are put by seed files (${sys:samling.command} seed, key sort-rules)."
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
      description = "The branch where the machine stands (default for list: all).")
  private @Nullable String branch;

  @Option(
      names = "--table",
      defaultValue = ReturnHandling.DEFAULT_SORT_RULES,
      paramLabel = "NAME",
      description =
          "Which of the branch's tables, by its name; profiles of SIP2 accounts name one (default: ${DEFAULT-VALUE}; for list: all).")
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
          "For add: where the item goes, of shelf, hold-shelf, home and hold-elsewhere, with commas (default: anywhere).")
  private List<String> ways = List.of();

  @Option(
      names = "--destination",
      split = ",",
      paramLabel = "B",
      description = "For add: the branches where it goes, with commas (default: any).")
  private List<String> destinations = List.of();

  @Option(
      names = "--item-category",
      split = ",",
      paramLabel = "C",
      description = "For add: item categories, with commas (default: any).")
  private List<String> categories = List.of();

  @Option(
      names = "--material-group",
      split = ",",
      paramLabel = "G",
      description = "For add: material groups, with commas (default: any).")
  private List<String> groups = List.of();

  @Option(
      names = "--location",
      paramLabel = "L",
      description = "For add: how the item's location begins, such as \"Voksen\" (default: any).")
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
      out.println("There are no rules: no bin is said.");
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
    any(parts, "the way", conditions.ways().stream().map(Way::word).toList());
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
    var barcode = whichTenant.given(what, "--item", item);
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
                whichTenant.wrong(
                    "the tenant %s has no item \"%s\"".formatted(tenant.code(), barcode)));
    out.println(
        "%s would go the way %s to %s; bin: %s"
            .formatted(
                barcode,
                sorted.way().word(),
                sorted.destination(),
                policy.sortRule(at, table, sorted).map(SortRule::bin).orElse("none")));
    out.println();
    out.println("Rules that were looked at; the first that applies gives the bin:");
    for (var rule : policy.sortRules(at, table)) {
      var broken = rule.conditions().broken(sorted);
      out.println(line(rule, policy));
      out.println("      " + broken.map(why -> "not it: " + why).orElse("applies"));
      if (broken.isEmpty()) {
        return;
      }
    }
    out.println("None applies.");
  }

  private String branch() {
    return whichTenant.given(what, "--branch", branch);
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
      throw whichTenant.wrong(String.valueOf(e.getMessage()));
    }
    list(store.inquiries().policy(tenant.id()), out);
  }

  private void checkTable() {
    if (table.isBlank() || table.length() > SortRule.LONGEST_TABLE) {
      throw whichTenant.wrong(
          "--table is a name of 1 to %d characters".formatted(SortRule.LONGEST_TABLE));
    }
  }

  private List<SortRule> with(List<SortRule> rules, LendingPolicy policy) {
    var at = place == null ? rules.size() + 1 : place;
    if (at < 1 || at > rules.size() + 1) {
      throw whichTenant.wrong("--at is a place from 1 to %d".formatted(rules.size() + 1));
    }
    var name = whichTenant.given(what, "--bin", bin);
    destinations.forEach(code -> whichTenant.checkBranch(policy, code));
    categories.forEach(code -> whichTenant.checkItemCategory(policy, code));
    var wanted = EnumSet.noneOf(Way.class);
    try {
      ways.forEach(word -> wanted.add(Way.ofWord(word.strip())));
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
      throw whichTenant.wrong(String.valueOf(e.getMessage()));
    }
    return rules;
  }

  private List<SortRule> without(List<SortRule> rules) {
    var at = whichTenant.given(what, "--at, the place of the rule; list shows it", place);
    if (at < 1 || at > rules.size()) {
      throw whichTenant.wrong(
          "there is no rule at place %d; %s has %d".formatted(at, branch(), rules.size()));
    }
    rules.remove(at - 1);
    return rules;
  }
}
