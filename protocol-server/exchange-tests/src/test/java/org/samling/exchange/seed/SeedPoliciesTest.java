package org.samling.exchange.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.core.policy.Term;
import org.samling.exchange.seed.SeedReport.Count;
import org.samling.exchange.seed.SeedReport.Kind;
import org.samling.library.yaml.YamlException;
import org.samling.testing.SchemaKeys;

/** Settings, policy rules and stops in files. */
class SeedPoliciesTest {

  @TempDir Path directory;

  private static final String TENANT =
      """
      tenants:
        - code: a
          name: A
          item-categories: [{code: book, name: Bog}]
          patron-categories: [{code: adult, name: Voksen, max-loans: 1, max-holds: 1, max-debt: 0}]
          agencies:
            - {number: "779700", kind: public, name: A, branches: [{code: DK-1, name: A1}, {code: DK-2, name: A2}]}
      """;

  private static final String POLICIES =
      """
      settings:
        - {setting: hold.pickup-days, value: 10}
        - {setting: hold.shelve-at-checkin, value: true, agency: "779700"}
        - {setting: hold.order, value: pickup-here queue, branch: DK-1, from: 2026-01-01, until: 2026-12-31}
        - {setting: hold.pull, value: false, branch: DK-1, location: "Voksen > Magasin"}
      policies:
        - code: children
          weight: 50
          when:
            patron-category: [adult]
            patron-agency: ["779700"]
            patron-branch: [DK-1]
            item-category: [book]
            material-group: [comic, film]
            circulation-modifier: [quick]
            item-agency: ["779700"]
            item-branch: [DK-1, DK-2]
            place-agency: ["779700"]
            place-branch: [DK-1]
            age: "3-12"
            new-item: true
          then:
            for-loan: true
            loan-days: 60
            fixed-due: 2027-06-25
            renewals: 3
            renewal-days: 30
            renew-not-before: 7
            reservable: false
            max-loans: 40
            max-loans-in-group: 5
            max-holds: 10
            max-debt: 120.50
            max-overdue: 3
            overdue-steps: [{day: 1, amount: 10.00}, {day: 8, amount: 30}]
            overdue-per-day: 1.25
            overdue-max: 100.00
            replacement-fee: 75.00
            replacement-price: 200
          from: 2026-01-01
          until: 2027-12-31
        - {code: old, weight: -5, when: {age: 65-}, then: {loan-days: 90}}
      stops:
        - {code: jul, from: 2026-12-24, until: 2027-01-03, stops: [due-dates, fees], reason: Juleferie}
        - {code: vand, branches: [DK-2], from: 2026-11-01, until: 2026-11-02, stops: [recalls, pickup-deadlines], reason: Vandskade}
      """;

  private static String tenant(String more) {
    return TENANT + more.indent(4);
  }

  private List<String> problems(String more) {
    try {
      var file = Files.writeString(directory.resolve("s.yaml"), tenant(more));
      return catchThrowableOfType(YamlException.class, () -> SeedFile.read(file))
          .problems()
          .stream()
          .map(p -> p.replace(directory + "/", ""))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everythingThatCanBeWrittenIsLoadedAsWritten() {
    try (var library = new SeedStore(directory)) {
      assertThat(library.load(tenant(POLICIES)).problems()).isEmpty();

      var policy = library.store.inquiries().policy(library.tenant("a"));
      settingsAreAsWritten(policy);
      rulesAreAsWritten(policy);
      assertThat(policy.suspensions())
          .containsExactlyInAnyOrder(
              new Suspension(
                  "jul",
                  Set.of(),
                  LocalDate.parse("2026-12-24"),
                  LocalDate.parse("2027-01-03"),
                  Set.of(Stopped.DUE_DATES, Stopped.FEES),
                  "Juleferie",
                  "seed 1.yaml"),
              new Suspension(
                  "vand",
                  Set.of("DK-2"),
                  LocalDate.parse("2026-11-01"),
                  LocalDate.parse("2026-11-02"),
                  Set.of(Stopped.RECALLS, Stopped.PICKUP_DEADLINES),
                  "Vandskade",
                  "seed 1.yaml"));
    }
  }

  private static void settingsAreAsWritten(LendingPolicy policy) {
    assertThat(policy.settings().all())
        .extracting(v ->
            "%s %s %s %s-%s %s"
                .formatted(v.setting(), v.unit(), v.value(), v.from(), v.until(), v.by()))
        .containsExactlyInAnyOrder(
            "hold.pickup-days tenant a 10 1970-01-01-null seed 1.yaml",
            "hold.shelve-at-checkin agency 779700 true 1970-01-01-null seed 1.yaml",
            "hold.order branch DK-1 pickup-here queue 2026-01-01-2026-12-31 seed 1.yaml",
            "hold.pull location DK-1 > Voksen > Magasin false 1970-01-01-null seed 1.yaml");
  }

  private static void rulesAreAsWritten(LendingPolicy policy) {
    var rules = policy.matrix().rules();
    assertThat(rules)
        .extracting(r -> r.code() + " " + r.weight())
        .containsExactly("children 50", "old -5");
    var children = rules.getFirst();
    assertThat(children.conditions())
        .isEqualTo(
            new Conditions(
                Map.of(
                    Subject.PATRON_CATEGORY, Set.of("adult"),
                    Subject.PATRON_AGENCY, Set.of("779700"),
                    Subject.PATRON_BRANCH, Set.of("DK-1"),
                    Subject.ITEM_CATEGORY, Set.of("book"),
                    Subject.MATERIAL_GROUP, Set.of("comic", "film"),
                    Subject.CIRCULATION_MODIFIER, Set.of("quick"),
                    Subject.ITEM_AGENCY, Set.of("779700"),
                    Subject.ITEM_BRANCH, Set.of("DK-1", "DK-2"),
                    Subject.PLACE_AGENCY, Set.of("779700"),
                    Subject.PLACE_BRANCH, Set.of("DK-1")),
                3,
                12,
                true));
    assertThat(children.terms())
        .as("amounts are in minor units")
        .containsOnly(
            Map.entry("for-loan", "true"),
            Map.entry("loan-days", "60"),
            Map.entry("fixed-due", "2027-06-25"),
            Map.entry("renewals", "3"),
            Map.entry("renewal-days", "30"),
            Map.entry("renew-not-before", "7"),
            Map.entry("reservable", "false"),
            Map.entry("max-loans", "40"),
            Map.entry("max-loans-in-group", "5"),
            Map.entry("max-holds", "10"),
            Map.entry("max-debt", "12050"),
            Map.entry("max-overdue", "3"),
            Map.entry("overdue-steps", "1:1000 8:3000"),
            Map.entry("overdue-per-day", "125"),
            Map.entry("overdue-max", "10000"),
            Map.entry("replacement-fee", "7500"),
            Map.entry("replacement-price", "20000"));
    assertThat(children.from()).isEqualTo("2026-01-01");
    assertThat(children.until()).isEqualTo("2027-12-31");
    assertThat(rules.getLast().conditions()).isEqualTo(new Conditions(Map.of(), 65, null, null));
  }

  @Test
  void loadingAgainChangesNothingAndNoStopIsWorkedOffAnew() {
    try (var library = new SeedStore(directory)) {
      library.load(tenant(POLICIES));
      var tenant = library.tenant("a");
      var register = library.store.policyRegister();
      register.pendingSuspensions(tenant).forEach(p -> register.markApplied(tenant, p));
      var before = library.store.inquiries().policy(tenant);

      var report = library.load(tenant(POLICIES));

      assertThat(report.counts())
          .containsEntry(Kind.SETTINGS, new Count(0, 0, 4, 0))
          .containsEntry(Kind.POLICIES, new Count(0, 0, 2, 0))
          .containsEntry(Kind.STOPS, new Count(0, 0, 2, 0));
      var after = library.store.inquiries().policy(tenant);
      assertThat(after.settings().all())
          .as("who set it and when stays")
          .containsExactlyInAnyOrderElementsOf(before.settings().all());
      assertThat(register.pendingSuspensions(tenant)).isEmpty();

      library.load(
          tenant(
              "stops: [{code: jul, from: 2026-12-24, until: 2026-12-26, stops: [fees], reason: Jul}]"));

      assertThat(register.pendingSuspensions(tenant)).hasSize(1);
    }
  }

  @Test
  void settingsThatCannotBeAreReportedWithTheirLines() {
    assertThat(
            problems(
                """
                settings:
                  - {setting: hold.pickup-days, value: 0}
                  - {setting: hold.pickupdays, value: 7}
                """))
        .hasSize(1)
        .first()
        .asString()
        .startsWith(
            "s.yaml:10: tenants.settings.setting: must be one of debt.minimum-age-days, debt.minimum-amount,")
        .endsWith("not \"hold.pickupdays\"");
    assertThat(
            problems(
                """
                settings:
                  - {setting: hold.pickup-days, value: 0}
                  - {setting: hold.order, value: nearest, agency: "779799"}
                  - {setting: hold.pull, value: true, branch: DK-3, from: 2026-02-30}
                  - {setting: hold.pull, value: true, branch: DK-1, agency: "779700"}
                  - {setting: hold.pull, value: true, location: Voksen}
                  - {setting: hold.pull, value: true, branch: DK-1, location: "a > b > c > d > e"}
                  - {setting: transit.days, value: 5, from: 2026-12-02, until: 2026-12-01}
                  - {setting: transit.days, value: 6, from: 2026-12-02}
                """))
        .containsExactly(
            "s.yaml:9: tenants.settings.value: must be a whole number from 1 to 365, not \"0\"",
            "s.yaml:10: tenants.settings.value: must be words separated by spaces, the weightiest"
                + " first, of queue, pickup-here, pickup-at-home, own-agency, proximity, not"
                + " \"nearest\"",
            "s.yaml:10: tenants.settings.agency: the tenant a has no agency \"779799\"; add it, or"
                + " name one of 779700",
            "s.yaml:11: tenants.settings.branch: the tenant a has no branch \"DK-3\"; add it, or name"
                + " one of DK-1, DK-2",
            "s.yaml:11: tenants.settings.from: must be a valid time, not \"2026-02-30\"",
            "s.yaml:12: tenants.settings.agency: can't be used with a branch; keep one of the two",
            "s.yaml:13: tenants.settings.location: is a place within a branch; give the branch too",
            "s.yaml:14: tenants.settings.location: must have at most four parts, not be \"a > b > c >"
                + " d > e\"",
            "s.yaml:15: tenants.settings.until: must not be before \"from\", 2026-12-02",
            "s.yaml:16: tenants.settings.setting: \"transit.days from 2026-12-02\" is already in"
                + " s.yaml:15; keep one of the two");
  }

  @Test
  void rulesThatCannotBeAreReportedWithTheirLines() {
    assertThat(
            problems(
                """
                policies:
                  - {code: a, weight: 1, when: {patron-categories: [adult], age: 3}, then: {loan-day: 7}}
                  - {code: b, weight: 1, then: {loan-days: 4000, overdue-steps: []}}
                """))
        .containsExactly(
            "s.yaml:9: tenants.policies.when.patron-categories: unknown key; did you mean"
                + " \"patron-category\"?",
            "s.yaml:9: tenants.policies.when.age: must be ages such as \"0-12\" or \"65-\", not the"
                + " number 3",
            "s.yaml:9: tenants.policies.then.loan-day: unknown key; did you mean"
                + " \"loan-days\"?",
            "s.yaml:10: tenants.policies.then.loan-days: must be a number from 0 to 3650, not the"
                + " number 4000",
            "s.yaml:10: tenants.policies.then.overdue-steps: must be a list of at least one step with"
                + " day and amount, not a list");
    assertThat(
            problems(
                """
                policies:
                  - code: a
                    weight: 1
                    when:
                      patron-category: [child]
                      item-category: [film]
                      place-branch: [DK-3]
                      item-agency: ["679700"]
                      material-group: []
                      age: "12-3"
                    then:
                      max-debt: 20.005
                      overdue-steps: [{day: 8, amount: 20}, {day: 1, amount: 30}]
                      fixed-due: 2027-02-30
                  - {code: a, weight: 2, then: {}, from: 2027-01-01, until: 2026-01-01}
                """))
        .containsExactlyInAnyOrder(
            "s.yaml:12: tenants.policies.when.patron-category: the tenant a has no patron category"
                + " \"child\"; add it, or name one of adult",
            "s.yaml:13: tenants.policies.when.item-category: the tenant a has no item category"
                + " \"film\"; add it, or name one of book",
            "s.yaml:14: tenants.policies.when.place-branch: the tenant a has no branch \"DK-3\"; add"
                + " it, or name one of DK-1, DK-2",
            "s.yaml:15: tenants.policies.when.item-agency: the tenant a has no agency \"679700\"; add"
                + " it, or name one of 779700",
            "s.yaml:16: tenants.policies.when.material-group: is empty; give at least one, or"
                + " remove it",
            "s.yaml:17: tenants.policies.when.age: must begin before it ends, not be \"12-3\"",
            "s.yaml:19: tenants.policies.then.max-debt: must have at most 2 decimals, not be 20.005",
            "s.yaml:20: tenants.policies.then.overdue-steps: must have days and amounts that grow from"
                + " step to step",
            "s.yaml:21: tenants.policies.then.fixed-due: must be a valid time, not"
                + " \"2027-02-30\"",
            "s.yaml:22: tenants.policies.code: \"a\" is already in s.yaml:9; keep one of the two",
            "s.yaml:22: tenants.policies.until: must not be before \"from\", 2027-01-01",
            "s.yaml:22: tenants.policies.then: is empty; add a term, or remove the rule");
  }

  @Test
  void stopsThatCannotBeAreReportedWithTheirLines() {
    assertThat(
            problems(
                """
                stops:
                  - {code: a, from: 2026-12-24, until: 2027-01-03, stops: [], reason: r}
                  - {code: b, from: 2026-12-24, until: 2027-01-03, stops: [loans], reason: r}
                """))
        .containsExactly(
            "s.yaml:9: tenants.stops.stops: must be a list of at least one of due-dates, recalls,"
                + " fees, pickup-deadlines, not a list",
            "s.yaml:10: tenants.stops.stops: must be one of due-dates, recalls, fees,"
                + " pickup-deadlines, not \"loans\"");
    assertThat(
            problems(
                """
                stops:
                  - {code: a, branches: [DK-9], from: 2026-12-24, until: 2026-12-03, stops: [fees], reason: r}
                  - {code: a, from: 2026-12-24, until: 2026-12-30, stops: [fees], reason: r}
                """))
        .containsExactly(
            "s.yaml:9: tenants.stops.branches: the tenant a has no branch \"DK-9\"; add it, or name"
                + " one of DK-1, DK-2",
            "s.yaml:9: tenants.stops.until: must not be before \"from\", 2026-12-24",
            "s.yaml:10: tenants.stops.code: \"a\" is already in s.yaml:9; keep one of the two");
  }

  private static List<String> keysUnder(String path) {
    return SchemaKeys.of(SeedFile.SCHEMA.rules()).stream()
        .map(SchemaKeys.Key::path)
        .filter(p -> p.startsWith(path + "."))
        .map(p -> p.substring(path.length() + 1))
        .filter(p -> !p.contains("."))
        .toList();
  }

  private static SchemaKeys.Key key(String path) {
    return SchemaKeys.of(SeedFile.SCHEMA.rules()).stream()
        .filter(k -> k.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void schemaHasEveryTermEverySubjectEverySettingAndEveryStop() {
    assertThat(keysUnder("tenants.policies.then"))
        .containsExactlyElementsOf(Term.ALL.stream().map(Term::name).toList());
    assertThat(keysUnder("tenants.policies.when"))
        .containsExactlyElementsOf(
            Stream.concat(
                    Arrays.stream(Subject.values()).map(Subject::word),
                    Stream.of("age", "new-item"))
                .toList());
    assertThat(words("tenants.settings.setting"))
        .containsExactlyElementsOf(Setting.ALL.stream().map(Setting::name).toList());
    assertThat(key("tenants.stops.stops").keyword("items"))
        .contains("due-dates", "recalls", "fees", "pickup-deadlines");
    assertThat(Stopped.values()).hasSize(4);
  }

  private static List<String> words(String path) {
    var words = new ArrayList<String>();
    key(path).rules().get("enum").forEach(word -> words.add(word.asString()));
    return words;
  }

  @Test
  void meaningsInTheSchemaAreThoseOfTheTerms() {
    for (var term : Term.ALL) {
      assertThat(key("tenants.policies.then." + term.name()).keyword("description"))
          .isEqualTo(term.meaning());
    }
  }
}
