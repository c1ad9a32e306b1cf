package org.samling.cli.desk;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand.Checkout;
import org.samling.core.circulation.command.Origin;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyCase;
import org.samling.core.policy.PolicyMatrix.LookupResult;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Term;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policies}: the circulation rules, and how they apply to a patron and an item. */
@Command(
    name = "policies",
    mixinStandardHelpOptions = true,
    description = {
      "Shows a tenant's circulation policy: what is lent to whom, where and for how long (docs/settings.md).",
      "list: lists the rules of the policy matrix, heaviest first.",
      "explain: shows the terms for a patron and an item, the rule or category each comes from, and which heavier rules do not apply.",
      "test: runs the stored test cases, and shows those that the policy breaks today.",
      "Rules are loaded from seed files (${sys:samling.command} seed, key policies); remove removes one by its code."
    })
public final class PoliciesCommand extends TenantCommand {

  /** What can be done. */
  enum What {
    list,
    explain,
    test,
    remove
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CODE",
      description = "The code of the rule; for remove.")
  private @Nullable String code;

  @Option(
      names = "--patron",
      paramLabel = "P",
      description = "For explain: the patron's card number.")
  private @Nullable String patron;

  @Option(names = "--item", paramLabel = "I", description = "For explain: the item's barcode.")
  private @Nullable String item;

  @Option(
      names = "--branch",
      paramLabel = "B",
      description = "For explain: the branch of the loan (default: the patron's own).")
  private @Nullable String branch;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  PoliciesCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    var out = spec.commandLine().getOut();
    var done = true;
    switch (what) {
      case list -> list(policy, out);
      case explain -> explain(store, tenant, policy, out);
      case test -> done = test(store.policyRegister().cases(tenant.id()), policy, out);
      case remove -> remove(store, tenant, policy, out);
    }
    out.flush();
    return done ? 0 : 1;
  }

  private static boolean test(List<PolicyCase> cases, LendingPolicy policy, PrintWriter out) {
    if (cases.isEmpty()) {
      out.println("There are no test cases; create them in the console.");
    }
    var today = policy.day(Instant.now());
    var broken = 0;
    for (var each : cases) {
      var found = each.failures(policy, today);
      broken += found.isEmpty() ? 0 : 1;
      out.println("%-12s %s".formatted(found.isEmpty() ? "as expected" : "broken", each.name()));
      found.forEach(b ->
          out.println(
              "             %s is %s, not %s%s"
                  .formatted(
                      b.what(),
                      b.found() == null ? "not said" : b.found(),
                      b.expected(),
                      b.level().isEmpty() ? "" : "  (" + b.level() + ")")));
    }
    return broken == 0;
  }

  private static void list(LendingPolicy policy, PrintWriter out) {
    var rules = policy.matrix().rules();
    if (rules.isEmpty()) {
      out.println(
          "There are no rules: the categories of items and patrons decide everything. Rules are loaded from seed files, key policies.");
      return;
    }
    out.println("The rules, heaviest first; after them the categories apply:");
    for (var rule : rules) {
      out.println();
      out.println("%6d  %s%s".formatted(rule.weight(), rule.code(), period(rule)));
      out.println("        when " + conditions(rule));
      out.println(
          "        then "
              + rule.terms().entrySet().stream()
                  .sorted(Comparator.comparingInt(e -> Term.ALL.indexOf(Term.named(e.getKey()))))
                  .map(e -> e.getKey() + " " + shown(e.getKey(), e.getValue(), policy.tenant()))
                  .collect(Collectors.joining(", ")));
    }
  }

  private static String period(PolicyRule rule) {
    return (rule.from() == null ? "" : " from " + rule.from())
        + (rule.until() == null ? "" : " until " + rule.until());
  }

  private static String conditions(PolicyRule rule) {
    var conditions = rule.conditions();
    var parts = new ArrayList<String>();
    for (var subject : Subject.values()) {
      var values = conditions.anyOf().get(subject);
      if (values != null) {
        parts.add(subject.word() + " is " + String.join(" or ", values.stream().sorted().toList()));
      }
    }
    if (!conditions.ages().isEmpty()) {
      parts.add("age is " + conditions.ages());
    }
    var newItem = conditions.newItem();
    if (newItem != null) {
      parts.add(newItem ? "the item is new" : "the item is not new");
    }
    return parts.isEmpty() ? "always" : String.join(", and ", parts);
  }

  /** Formats a value for people: amounts in the tenant's currency. */
  private static String shown(String term, String text, Tenant tenant) {
    return Term.named(term).equals(Term.OVERDUE_STEPS)
        ? Term.OVERDUE_STEPS.read(text).stream()
            .map(s -> "from day %d %s".formatted(s.fromDay(), money(s.amount(), tenant.currency())))
            .collect(Collectors.joining("; "))
        : Term.named(term).isAmount() ? money(Long.parseLong(text), tenant.currency()) : text;
  }

  private static String money(long minor, Currency currency) {
    return BigDecimal.valueOf(minor, Math.max(0, currency.getDefaultFractionDigits()))
        + " "
        + currency.getCurrencyCode();
  }

  private void explain(PostgresStore store, Tenant tenant, LendingPolicy policy, PrintWriter out) {
    var inquiries = store.inquiries();
    var card = whichTenant.required(what, "--patron", patron);
    var barcode = whichTenant.required(what, "--item", item);
    var account =
        inquiries
            .patron(tenant.id(), card)
            .orElseThrow(() ->
                whichTenant.usageError(
                    "the tenant %s has no patron with this card".formatted(tenant.code())));
    if (inquiries.item(tenant.id(), barcode).isEmpty()) {
      throw whichTenant.usageError(
          "the tenant %s has no item \"%s\"".formatted(tenant.code(), barcode));
    }
    var place = branch == null ? account.patron().branch() : branch;
    whichTenant.checkBranch(policy, place);
    var origin =
        new Origin(
            tenant.id(),
            CommandKey.of(Duration.ZERO, UUID.randomUUID()),
            "explain",
            place,
            Instant.now());
    out.println(
        "At %s, today; each value with the rule or category it comes from:".formatted(place));
    inquiries
        .terms(new Checkout(origin, card, barcode, false, null))
        .forEach(sought -> lines(sought, tenant).forEach(out::println));
  }

  private static List<String> lines(LookupResult sought, Tenant tenant) {
    var term = sought.term().name();
    var ruling =
        sought
            .said()
            .map(s -> "  %-18s  %s  (%s)".formatted(term, shown(term, s.text(), tenant), s.level()))
            .orElseGet(() -> "  %-18s  -  (not set by any rule)".formatted(term));
    return Stream.concat(
            Stream.of(ruling),
            sought.passed().stream()
                .map(p ->
                    "  %-18s  not %s, by %s (weight %d): %s"
                        .formatted(
                            "",
                            shown(term, p.says(), tenant),
                            p.rule().code(),
                            p.rule().weight(),
                            p.because())))
        .toList();
  }

  private void remove(PostgresStore store, Tenant tenant, LendingPolicy policy, PrintWriter out) {
    var rule = whichTenant.required(what, "the CODE of a rule", code);
    if (!store.policyRegister().removeRule(tenant.id(), rule)) {
      var known = policy.matrix().rules().stream().map(PolicyRule::code).sorted().toList();
      throw whichTenant.usageError(
          "the tenant %s has no rule \"%s\"%s"
              .formatted(
                  tenant.code(),
                  rule,
                  known.isEmpty() ? "" : "; it has " + String.join(", ", known)));
    }
    out.println("The rule %s is removed.".formatted(rule));
  }
}
