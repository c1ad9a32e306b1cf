package org.samling.exchange.seed;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;
import org.samling.core.policy.Unit;
import org.samling.exchange.seed.SeedChecks.Known;
import org.samling.exchange.seed.SeedContent.SeedPolicy;
import org.samling.exchange.seed.SeedContent.SeedSetting;
import org.samling.exchange.seed.SeedPlan.TenantPlan;
import org.samling.routes.OwnTextChecks;
import tools.jackson.databind.JsonNode;

/** Checks what no schema can about settings, policy rules, stops and texts. */
final class SeedPolicyChecks {

  private final SeedChecks checks;
  private final TenantPlan tenant;
  private final Known known;
  private final String none;

  SeedPolicyChecks(SeedChecks checks, TenantPlan tenant, Known known) {
    this.checks = checks;
    this.tenant = tenant;
    this.known = known;
    this.none = "the tenant %s has no ".formatted(tenant.code());
  }

  void check() {
    settings();
    policies();
    stops();
    texts();
  }

  private void texts() {
    var worded = new HashMap<String, String>();
    for (var placed : tenant.texts()) {
      var text = placed.value();
      OwnTextChecks.problems(SeedPolicies.text(text))
          .forEach(problem -> checks.report(placed, "text", problem));
      checks.once(
          worded, placed, "text", text.key() + " in " + text.language() + " of " + text.wording());
    }
  }

  private void settings() {
    var set = new HashMap<String, String>();
    for (var placed : tenant.settings()) {
      var value = placed.value();
      value(placed);
      where(placed);
      period(placed, value.from(), value.until());
      checks.once(set, placed, "setting", key(value));
    }
  }

  private static String key(SeedSetting setting) {
    var key = new StringBuilder(setting.setting());
    Stream.of(setting.agency(), setting.branch(), setting.location())
        .forEach(place -> key.append(place == null ? "" : " at " + place));
    return key.append(setting.from() == null ? "" : " from " + setting.from()).toString();
  }

  private void value(SeedValue<SeedSetting> placed) {
    var setting = Setting.named(placed.value().setting());
    var text = placed.value().value().asString();
    try {
      setting.read(text);
    } catch (IllegalArgumentException _) {
      checks.report(placed, "value", "must be %s, not \"%s\"".formatted(setting.words(), text));
    }
  }

  private void where(SeedValue<SeedSetting> placed) {
    var setting = placed.value();
    var agency = setting.agency();
    var branch = setting.branch();
    var location = setting.location();
    if (agency != null) {
      checks.refers(placed, "agency", agency, known.agencies(), none + "agency");
    }
    if (branch != null) {
      checks.refers(placed, "branch", branch, known.branches(), none + "branch");
    }
    if (agency != null && branch != null) {
      checks.report(placed, "agency", "can't be used with a branch; keep one of the two");
    }
    if (location != null && branch == null) {
      checks.report(placed, "location", "is a place within a branch; give the branch too");
    }
    if (location != null && location.split(Unit.WITHIN, -1).length > 4) {
      checks.report(
          placed, "location", "must have at most four parts, not be \"%s\"".formatted(location));
    }
  }

  private void policies() {
    var codes = new HashMap<String, String>();
    for (var placed : tenant.policies()) {
      var rule = placed.value();
      checks.once(codes, placed, "code", rule.code());
      period(placed, rule.from(), rule.until());
      rule.when().forEach((word, values) -> condition(placed, word, values));
      rule.then().forEach((name, value) -> term(placed, Term.named(name), value));
      if (rule.then().isEmpty()) {
        checks.report(placed, "then", "is empty; add a term, or remove the rule");
      }
    }
  }

  private void condition(SeedValue<SeedPolicy> rule, String word, JsonNode values) {
    var key = "when/" + word;
    if (word.equals("age")) {
      var ages = values.asString().split("-", 2);
      if (!ages[1].isEmpty() && Integer.parseInt(ages[1]) < Integer.parseInt(ages[0])) {
        checks.report(
            rule, key, "must begin before it ends, not be \"%s\"".formatted(values.asString()));
      }
    } else if (values.isArray()) {
      if (values.isEmpty()) {
        checks.report(rule, key, "is empty; give at least one, or remove it");
      }
      var subject = subject(word);
      values.forEach(v ->
          checks.refers(
              rule, key, v.asString(), codes(subject, v.asString()), none + thing(subject)));
    }
  }

  private static Subject subject(String word) {
    return Stream.of(Subject.values()).filter(s -> s.word().equals(word)).findFirst().orElseThrow();
  }

  /** The codes that a condition may name, or null where they are unknown. */
  private @Nullable Set<String> codes(Subject subject, String code) {
    return switch (subject) {
      case PATRON_CATEGORY -> known.patronCategories();
      case ITEM_CATEGORY -> known.itemCategories();
      case PATRON_AGENCY, ITEM_AGENCY, PLACE_AGENCY -> known.agencies();
      case PATRON_BRANCH, ITEM_BRANCH, PLACE_BRANCH -> known.branches();
      case MATERIAL_GROUP, CIRCULATION_MODIFIER -> Set.of(code); // items may get these codes later
    };
  }

  private static String thing(Subject subject) {
    var word = subject.word();
    return word.endsWith("-agency") || word.endsWith("-branch")
        ? word.substring(word.indexOf('-') + 1)
        : word.replace('-', ' ');
  }

  private void term(SeedValue<SeedPolicy> rule, Term<?> term, JsonNode value) {
    var key = "then/" + term.name();
    if (term.isAmount()) {
      checks.decimals(rule, key, value.decimalValue(), known.currency());
    }
    for (var i = 0; term.equals(Term.OVERDUE_STEPS) && i < value.size(); i++) {
      var amount = value.get(i).get("amount").decimalValue();
      checks.decimals(rule, key + "/" + i + "/amount", amount, known.currency());
    }
    if (!term.equals(Term.FIXED_DUE) || checks.date(rule, key, value.asString())) {
      readable(rule, term, value, key);
    }
  }

  /** Checks what the schema does not: that steps increase, and that amounts are not too large. */
  private void readable(SeedValue<SeedPolicy> rule, Term<?> term, JsonNode value, String key) {
    try {
      term.read(SeedTerms.text(term, value, known.currency()));
    } catch (ArithmeticException _) {
      // Too many decimals, which has been reported.
    } catch (IllegalArgumentException _) {
      checks.report(
          rule,
          key,
          term.equals(Term.OVERDUE_STEPS)
              ? "must have days and amounts that grow from step to step"
              : "must be " + term.words());
    }
  }

  private void stops() {
    var codes = new HashMap<String, String>();
    for (var placed : tenant.stops()) {
      var stop = placed.value();
      checks.once(codes, placed, "code", stop.code());
      stop.branches()
          .forEach(b -> checks.refers(placed, "branches", b, known.branches(), none + "branch"));
      period(placed, stop.from(), stop.until());
    }
  }

  private void period(SeedValue<?> placed, @Nullable String from, @Nullable String until) {
    var isFrom = checks.date(placed, "from", from);
    var isUntil = checks.date(placed, "until", until);
    if (from != null
        && until != null
        && isFrom
        && isUntil
        && LocalDate.parse(until).isBefore(LocalDate.parse(from))) {
      checks.report(placed, "until", "must not be before \"from\", %s".formatted(from));
    }
  }
}
