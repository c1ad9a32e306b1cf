package org.samling.exchange.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.ill.IllPartner;
import org.samling.core.ill.IllPartner.NoLogin;
import org.samling.core.ill.IllPartner.Password;
import org.samling.core.organisation.Secret;
import org.samling.core.policy.FloatingGroup;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.SortRule.Conditions;
import org.samling.core.policy.SortRule.Route;
import org.samling.exchange.seed.SeedReport.Count;
import org.samling.exchange.seed.SeedReport.Kind;
import org.samling.library.yaml.YamlException;

/** Floating groups, tables of sorting machines, agreements and interlibrary partners in files. */
class SeedTransportTest {

  @TempDir Path directory;

  private static final String TENANTS =
      """
      tenants:
        - code: b
          name: B
        - code: a
          name: A
          item-categories: [{code: book, name: Bog}]
          agencies:
            - {number: "779700", kind: public, name: A, branches: [{code: DK-1, name: A1}, {code: DK-2, name: A2}]}
      """;

  private static final String TRANSPORT =
      """
      floating-groups:
        - {code: town, branches: [DK-1, DK-2]}
      sort-rules:
        - branch: DK-1
          rules:
            - {bin: "1", when: {way: [hold-shelf]}}
            - {bin: "2", when: {way: [home, hold-elsewhere], destination: [DK-2]}}
            - {bin: "3", when: {item-category: [book], material-group: [comic, film], location: "Voksen > Skøn"}}
            - {bin: "9"}
      lending-agreements: [{with: b}]
      """;

  private static String tenants(String more) {
    return TENANTS + more.indent(4);
  }

  private List<String> problems(String more) {
    try {
      var file = Files.writeString(directory.resolve("s.yaml"), tenants(more));
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
  void whatIsWrongIsToldWithItsLine() {
    assertThat(
            problems(
                """
                floating-groups:
                  - {code: town, branches: [DK-1, DK-7]}
                  - {code: town, branches: [DK-2]}
                sort-rules:
                  - branch: DK-1
                    rules:
                      - {bin: "1", when: {destination: [DK-8]}}
                      - {bin: "2", when: {item-category: [cd]}}
                  - {branch: DK-9, rules: []}
                  - {branch: DK-1, rules: []}
                lending-agreements: [{with: b}, {with: b}, {with: a}]
                """))
        .containsExactly(
            "s.yaml:10: tenants.floating-groups.branches: the tenant a has no branch \"DK-7\"; add it, or name one of DK-1, DK-2",
            "s.yaml:11: tenants.floating-groups.code: \"town\" is already in s.yaml:10; keep one of the two",
            "s.yaml:15: tenants.sort-rules.rules.when.destination: the tenant a has no branch \"DK-8\"; add it, or name one of DK-1, DK-2",
            "s.yaml:16: tenants.sort-rules.rules.when.item-category: the tenant a has no item category \"cd\"; add it, or name one of book",
            "s.yaml:17: tenants.sort-rules.branch: the tenant a has no branch \"DK-9\"; add it, or name one of DK-1, DK-2",
            "s.yaml:18: tenants.sort-rules.branch: \"DK-1\" is already in s.yaml:13; keep one of the two",
            "s.yaml:19: tenants.lending-agreements.with: \"b\" is already in s.yaml:19; keep one of the two",
            "s.yaml:19: tenants.lending-agreements.with: is the tenant itself; give another");
  }

  @Test
  void whatTheSchemaAsksForIsToldInWords() {
    assertThat(
            problems(
                """
                floating-groups: [{code: town, branches: []}]
                sort-rules:
                  - branch: DK-1
                    rules:
                      - {bin: "a|b"}
                      - {bin: "1", when: {way: [away]}}
                      - {bin: "1", when: {way: []}}
                      - {bin: "1", when: {destination: []}}
                      - {bin: "1", when: {colour: red}}
                """))
        .hasSize(6)
        .allSatisfy(problem -> assertThat(problem).startsWith("s.yaml:"))
        .anySatisfy(p ->
            assertThat(p)
                .isEqualTo(
                    "s.yaml:9: tenants.floating-groups.branches: must be a list of at least one branch, not a list"))
        .anySatisfy(p ->
            assertThat(p)
                .startsWith("s.yaml:13: tenants.sort-rules.rules.bin: must be the name of a bin"));
  }

  @Test
  void agreementWithATenantThatIsNowhereIsRefusedWithItsLine() {
    try (var store = new SeedStore(directory)) {
      assertThat(
              catchThrowableOfType(
                      YamlException.class,
                      () -> store.load(tenants("lending-agreements: [{with: nowhere}]\n")))
                  .problems())
          .singleElement()
          .asString()
          .endsWith(
              "1.yaml:9: tenants.lending-agreements.with: there is no tenant \"nowhere\"; add it, or name one of a, b");
      assertThat(store.count("tenant")).isZero();
    }
  }

  @Test
  void whatIsLoadedHoldsAndIsKeptWithWhoMadeItWhereItIsLoadedAgain() {
    try (var store = new SeedStore(directory)) {
      var first = store.load(tenants(TRANSPORT));
      assertThat(first.isClean()).isTrue();
      for (var kind : List.of(Kind.FLOATING_GROUPS, Kind.SORTING_TABLES, Kind.LENDING_AGREEMENTS)) {
        assertThat(first.counts()).containsEntry(kind, new Count(1, 0, 0, 0));
      }
      var a = store.tenant("a");
      var policy = store.store.inquiries().policy(a);
      assertThat(policy.floatsTo("town", "DK-2")).isTrue();
      assertThat(policy.floatingGroups().values())
          .extracting(FloatingGroup::by)
          .containsExactly("seed 1.yaml");
      assertThat(policy.sortRules("DK-1", "default"))
          .extracting(SortRule::conditions)
          .containsExactly(
              Conditions.on(Route.HOLD_SHELF),
              new Conditions(
                  Set.of(Route.HOME, Route.HOLD_ELSEWHERE),
                  Set.of("DK-2"),
                  Set.of(),
                  Set.of(),
                  null),
              new Conditions(
                  Set.of(), Set.of(), Set.of("book"), Set.of("comic", "film"), "Voksen > Skøn"),
              Conditions.ALWAYS);
      assertThat(policy.sortRules("DK-1", "default"))
          .extracting(SortRule::bin)
          .containsExactly("1", "2", "3", "9");
      assertThat(store.store.lendingAgreements().of(store.tenant("b")))
          .singleElement()
          .satisfies(agreement -> {
            assertThat(agreement.other()).isEqualTo("a");
            assertThat(agreement.by()).isEqualTo("seed 1.yaml");
          });

      var again = store.load(tenants(TRANSPORT));
      for (var kind : List.of(Kind.FLOATING_GROUPS, Kind.SORTING_TABLES, Kind.LENDING_AGREEMENTS)) {
        assertThat(again.counts()).containsEntry(kind, new Count(0, 0, 1, 0));
      }
      var after = store.store.inquiries().policy(a);
      assertThat(after.floatingGroups()).isEqualTo(policy.floatingGroups());
      assertThat(after.sortRules()).isEqualTo(policy.sortRules());
    }
  }

  @Test
  void whatWasChangedSinceIsBroughtUpToDateWithTheFile() {
    try (var store = new SeedStore(directory)) {
      store.load(tenants(TRANSPORT));
      var a = store.tenant("a");
      var register = store.store.policyRegister();
      register.putFloatingGroup(
          a, new FloatingGroup("town", Set.of("DK-1"), "anna", Instant.now()));
      register.putFloatingGroup(
          a, new FloatingGroup("other", Set.of("DK-1"), "anna", Instant.now()));
      register.putSortRules(a, "DK-1", "default", List.of());

      var again = store.load(tenants(TRANSPORT));

      assertThat(again.counts())
          .containsEntry(Kind.FLOATING_GROUPS, new Count(1, 0, 0, 0))
          .containsEntry(Kind.SORTING_TABLES, new Count(1, 0, 0, 0));
      var policy = store.store.inquiries().policy(a);
      assertThat(policy.floatingGroups()).containsOnlyKeys("town", "other");
      assertThat(policy.sortRules("DK-1", "default")).hasSize(4);
    }
  }

  @Test
  void partnersOfInterlibraryLoanAreLoadedOnceAndReplacedByWhatTheFileSays() {
    var partners =
        """
        ill-partners:
          - {library: DK-3, address: "https://a.example.org/i", login: password, login-name: north, login-secret: s3cret}
          - {library: DK-4, protocol: ncip, address: "https://b.example.org/n", ask-every-seconds: 60}
          - {library: DK-5, address: "https://c.example.org/i", login: api-key, login-name: X-Api-Key}
        """;
    try (var store = new SeedStore(directory)) {
      var report = store.load(tenants(partners));
      assertThat(report.counts()).containsEntry(Kind.ILL_PARTNERS, new Count(2, 0, 0, 1));
      assertThat(report.problems())
          .singleElement()
          .asString()
          .contains("tenants.ill-partners.login-secret: is missing or unfit");
      var a = store.tenant("a");
      assertThat(store.store.illPartners().of(a))
          .extracting(IllPartner::login, partner -> partner.address().getHost())
          .containsExactly(
              tuple(new Password("north", new Secret("s3cret")), "a.example.org"),
              tuple(new NoLogin(), "b.example.org"));
      assertThat(store.load(tenants(partners)).counts())
          .containsEntry(Kind.ILL_PARTNERS, new Count(0, 0, 2, 1));
      assertThat(store.load(tenants(partners.replace("s3cret", "another"))).counts())
          .containsEntry(Kind.ILL_PARTNERS, new Count(0, 1, 1, 1));
    }
  }
}
