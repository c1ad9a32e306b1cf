package org.samling.exchange.seed;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.OwnTexts.OwnText;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.core.policy.Term;
import org.samling.core.policy.Unit;
import org.samling.core.policy.Unit.Level;
import org.samling.exchange.seed.SeedContent.SeedPolicy;
import org.samling.exchange.seed.SeedContent.SeedSetting;
import org.samling.exchange.seed.SeedContent.SeedStop;
import org.samling.exchange.seed.SeedContent.SeedText;
import org.samling.exchange.seed.SeedReport.Kind;
import org.samling.exchange.seed.SeedReport.Tally;
import org.samling.exchange.seed.SeedSettings.Loading;
import org.samling.exchange.seed.Seeder.Ports;

/**
 * Loads a tenant's lending policy (settings, policy rules and stops) and its texts. Whatever the
 * store already has as the file says is left alone: it keeps its author and time, and a stop is not
 * applied again.
 */
final class SeedPolicies {

  private final Ports ports;
  private final Tally tally;
  private final Instant now;

  SeedPolicies(Ports ports, Tally tally, Instant now) {
    this.ports = ports;
    this.tally = tally;
    this.now = now;
  }

  void put(Loading loading) {
    var plan = loading.plan();
    var tenant = loading.tenant();
    var before = ports.inquiries().policy(tenant.id());
    var register = ports.policyRegister();

    var set =
        before.settings().all().stream()
            .map(SeedPolicies::withoutAuthor)
            .collect(Collectors.toSet());
    var settings =
        plan.settings().stream()
            .map(s -> value(s, tenant.code()))
            .filter(v -> !set.contains(withoutAuthor(v)))
            .toList();
    register.putSettings(tenant.id(), settings);
    count(Kind.SETTINGS, plan.settings(), settings);

    var kept = Set.copyOf(before.matrix().rules());
    var rules =
        plan.policies().stream()
            .map(r -> rule(r.value(), tenant.currency()))
            .filter(r -> !kept.contains(r))
            .toList();
    register.putRules(tenant.id(), rules);
    count(Kind.POLICIES, plan.policies(), rules);

    var known =
        before.suspensions().stream().map(SeedPolicies::withoutAuthor).collect(Collectors.toSet());
    var stops =
        plan.stops().stream()
            .map(SeedPolicies::stop)
            .filter(s -> !known.contains(withoutAuthor(s)))
            .toList();
    stops.forEach(stop -> register.putSuspension(tenant.id(), stop));
    count(Kind.STOPS, plan.stops(), stops);

    var worded = Set.copyOf(ports.ownTexts().all(tenant.id()));
    var texts =
        plan.texts().stream()
            .map(SeedValue::value)
            .map(SeedPolicies::text)
            .filter(t -> !worded.contains(t))
            .toList();
    ports.ownTexts().put(tenant.id(), texts);
    count(Kind.TEXTS, plan.texts(), texts);
  }

  static OwnText text(SeedText text) {
    return new OwnText(text.wording(), text.language(), text.key(), text.text());
  }

  private void count(Kind kind, List<?> all, List<?> put) {
    tally.done(kind, put.size(), all.size() - put.size());
  }

  /** A setting without its author and time. */
  private static SettingValue withoutAuthor(SettingValue v) {
    return new SettingValue(
        v.setting(), v.unit(), v.value(), v.from(), v.until(), "", Instant.EPOCH);
  }

  /** A stop without its author. */
  private static Suspension withoutAuthor(Suspension s) {
    return new Suspension(s.code(), s.branches(), s.from(), s.until(), s.stops(), s.reason(), "");
  }

  private SettingValue value(SeedValue<SeedSetting> placed, String tenant) {
    var s = placed.value();
    var from = day(s.from());
    return new SettingValue(
        s.setting(),
        unit(s, tenant),
        s.value().asString(),
        from == null ? LocalDate.EPOCH : from,
        day(s.until()),
        placed.by(),
        now);
  }

  private static Unit unit(SeedSetting setting, String tenant) {
    var agency = setting.agency();
    var branch = setting.branch();
    var location = setting.location();
    if (branch != null) {
      return location == null ? new Unit(Level.BRANCH, branch) : Unit.within(branch, location);
    }
    return agency == null ? new Unit(Level.TENANT, tenant) : new Unit(Level.AGENCY, agency);
  }

  private static PolicyRule rule(SeedPolicy rule, Currency currency) {
    var terms = new HashMap<String, String>();
    rule.then()
        .forEach(
            (name, value) -> terms.put(name, SeedTerms.text(Term.named(name), value, currency)));
    return new PolicyRule(
        rule.code(),
        rule.weight(),
        SeedTerms.conditions(rule.when()),
        terms,
        day(rule.from()),
        day(rule.until()));
  }

  private static Suspension stop(SeedValue<SeedStop> placed) {
    var s = placed.value();
    return new Suspension(
        s.code(),
        Set.copyOf(s.branches()),
        LocalDate.parse(s.from()),
        LocalDate.parse(s.until()),
        s.stops().stream()
            .map(word -> Stopped.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')))
            .collect(Collectors.toSet()),
        s.reason(),
        placed.by());
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    return text == null ? null : LocalDate.parse(text);
  }
}
