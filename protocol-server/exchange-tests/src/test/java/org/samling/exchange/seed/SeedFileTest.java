package org.samling.exchange.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.library.yaml.YamlException;
import org.samling.testing.Checkout;
import org.samling.testing.SchemaKeys;

class SeedFileTest {

  @TempDir Path directory;

  private List<String> problems(String text) {
    try {
      var file = Files.writeString(directory.resolve("s.yaml"), text);
      return catchThrowableOfType(YamlException.class, () -> SeedFile.read(file))
          .problems()
          .stream()
          .map(p -> p.replace(directory + "/", ""))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A tenant that the file defines, with one branch and one category of each kind. */
  private static String defined(String more) {
    return """
    tenants:
      - code: a
        name: A
        item-categories: [{code: book, name: Bog}]
        patron-categories: [{code: adult, name: Voksen, max-loans: 1, max-holds: 1, max-debt: 0}]
        agencies:
          - {number: "779700", kind: public, name: A, branches: [{code: DK-1, name: A1}]}
    """
        + more.indent(4);
  }

  private static String tenant(String more) {
    return "tenants:\n  - code: a\n" + more.indent(4);
  }

  @Test
  void barcodeThatComesTwiceNamesBothLines() {
    assertThat(
            problems(
                tenant(
                    """
                    items:
                      - {barcode: "1", record: "t:1", branch: b, category: c}
                      - {barcode: "2", record: "t:1", branch: b, category: c}
                      - {barcode: "1", record: "t:1", branch: b, category: c}
                    """)))
        .containsExactly(
            "s.yaml:6: tenants.items.barcode: \"1\" is already in s.yaml:4; keep one of the"
                + " two");
  }

  @Test
  void cardThatComesTwiceNamesBothLines() {
    assertThat(
            problems(
                tenant(
                    """
                    patrons:
                      - {card: "1", name: n, branch: b, category: c}
                      - {card: "1", name: m, branch: b, category: c}
                    """)))
        .containsExactly(
            "s.yaml:5: tenants.patrons.card: \"1\" is already in s.yaml:4; keep one of the"
                + " two");
  }

  @Test
  void usernameThatComesTwiceIsFoundAcrossTenants() {
    assertThat(
            problems(
                """
                tenants:
                  - code: a
                    sip2-accounts: [{username: k, password: p, branch: b}]
                  - code: b
                    sip2-accounts: [{username: k, password: p, branch: b}]
                """))
        .containsExactly(
            "s.yaml:5: tenants.sip2-accounts.username: \"k\" is already in s.yaml:3; keep one"
                + " of the two");
  }

  @Test
  void itemThatIsLentTwiceIsFound() {
    assertThat(
            problems(
                tenant(
                    """
                    loans:
                      - {item: "1", patron: p, checked-out: -1d, due: +1d}
                      - {item: "1", patron: q, checked-out: -1d, due: +1d}
                    """)))
        .containsExactly(
            "s.yaml:5: tenants.loans.item: \"1\" is already in s.yaml:4; keep one of the two");
  }

  @Test
  void holdAndFeeThatComeTwiceAreFound() {
    assertThat(
            problems(
                tenant(
                    """
                    holds:
                      - {patron: p, record: "t:1", pickup: b, placed: -1d}
                      - {patron: p, record: "t:1", pickup: c, placed: -2d}
                    fees:
                      - {patron: p, type: overdue, amount: 20.00, charged: -1d}
                      - {patron: p, type: overdue, amount: 20.00, charged: -1d, reason: other}
                      - {patron: p, type: overdue, amount: 20.00, charged: -1d}
                    """)))
        .containsExactly(
            "s.yaml:5: tenants.holds.record: \"t:1 for p\" is already in s.yaml:4; keep one of"
                + " the two",
            "s.yaml:9: tenants.fees.patron: \"overdue 20.00 of -1d for p\" is already in"
                + " s.yaml:7; keep one of the two");
  }

  @Test
  void recordAndCategoryThatComeTwiceAreFound() {
    assertThat(
            problems(
                """
                records:
                  - {source: t, number: "1", title: A, language: dan}
                  - {source: t, number: "1", title: B, language: dan}
                tenants:
                  - code: a
                    item-categories:
                      - {code: book, name: A}
                      - {code: book, name: B}
                """))
        .containsExactly(
            "s.yaml:8: tenants.item-categories.code: \"book\" is already in s.yaml:7; keep one"
                + " of the two",
            "s.yaml:3: records.number: \"t:1\" is already in s.yaml:2; keep one of the two");
  }

  @Test
  void branchAndCategoryThatTheTenantDoesNotHaveAreFound() {
    assertThat(
            problems(
                defined(
                    """
                    patrons: [{card: "1", name: n, branch: DK-2, category: child}]
                    items: [{barcode: "1", record: "t:1", branch: DK-1, category: film}]
                    holds: [{patron: "1", record: "t:1", pickup: DK-3, placed: -1d}]
                    sip2-accounts: [{username: k, password: p, branch: DK-4}]
                    """)))
        .containsExactly(
            "s.yaml:11: tenants.sip2-accounts.branch: the tenant a has no branch \"DK-4\"; add it,"
                + " or name one of DK-1",
            "s.yaml:8: tenants.patrons.branch: the tenant a has no branch \"DK-2\"; add it, or name"
                + " one of DK-1",
            "s.yaml:8: tenants.patrons.category: the tenant a has no patron category \"child\"; add"
                + " it, or name one of adult",
            "s.yaml:9: tenants.items.category: the tenant a has no item category \"film\"; add it,"
                + " or name one of book",
            "s.yaml:10: tenants.holds.pickup: the tenant a has no branch \"DK-3\"; add it, or name"
                + " one of DK-1");
  }

  @Test
  void amountWithMoreThanTwoDecimalsIsRefused() {
    assertThat(
            problems(
                tenant(
                    """
                    fees: [{patron: p, type: damage, amount: 20.005, charged: -1d}]
                    items: [{barcode: "1", record: "t:1", branch: b, category: c, price: 1.500}]
                    """)))
        .containsExactly(
            "s.yaml:3: tenants.fees.amount: must have at most 2 decimals, not be 20.005");
  }

  @Test
  void amountInACurrencyWithoutDecimalsHasNone() {
    assertThat(
            problems(
                tenant(
                    """
                    currency: ISK
                    fees: [{patron: p, type: damage, amount: 20.50, charged: -1d}]
                    """)))
        .containsExactly(
            "s.yaml:4: tenants.fees.amount: must have at most 0 decimals, not be 20.50");
  }

  @Test
  void timesThatAreNoneAreRefused() {
    assertThat(
            problems(
                tenant(
                    """
                    loans:
                      - {item: "1", patron: p, checked-out: yesterday, due: +1m}
                    """)))
        .containsExactly(
            "s.yaml:4: tenants.loans.checked-out: must be a time such as -20d, +10d, -3h, +2w, +2y,"
                + " 2026-12-24 or 2026-12-24T10:00:00Z, not \"yesterday\"",
            "s.yaml:4: tenants.loans.due: must be a time such as -20d, +10d, -3h, +2w, +2y,"
                + " 2026-12-24 or 2026-12-24T10:00:00Z, not \"+1m\"");
    assertThat(
            problems(
                tenant(
                    """
                    loans:
                      - {item: "1", patron: p, checked-out: 2026-02-30, due: +9999y}
                      - {item: "2", patron: p, checked-out: 2026-02-03T25:00, due: 0026-01-01}
                    """)))
        .containsExactly(
            "s.yaml:4: tenants.loans.checked-out: must be a valid time, not" + " \"2026-02-30\"",
            "s.yaml:4: tenants.loans.due: must be nearer to the present, not +9999y",
            "s.yaml:5: tenants.loans.checked-out: must be a valid time, not"
                + " \"2026-02-03T25:00\"",
            "s.yaml:5: tenants.loans.due: must be nearer to the present, not 0026-01-01");
  }

  @Test
  void hoursAndClosingDaysHaveToBeInOrder() {
    assertThat(
            problems(
                tenant(
                    """
                    agencies:
                      - number: "779700"
                        kind: public
                        name: A
                        branches:
                          - code: b
                            name: B
                            opening-hours:
                              monday: {open: "19:00-10:00", staffed: "10:00-10:00"}
                            closing-days:
                              - {from: 2026-12-26, to: 2026-12-24, reason: Jul}
                              - {from: 2026-12-26, to: 2026-12-32, reason: Jul}
                    """)))
        .containsExactly(
            "s.yaml:11: tenants.agencies.branches.opening-hours.monday.open: must begin before it"
                + " ends, not be \"19:00-10:00\"",
            "s.yaml:11: tenants.agencies.branches.opening-hours.monday.staffed: must begin before"
                + " it ends, not be \"10:00-10:00\"",
            "s.yaml:13: tenants.agencies.branches.closing-days.to: must not be before \"from\","
                + " 2026-12-26",
            "s.yaml:14: tenants.agencies.branches.closing-days.from: \"2026-12-26\" is already"
                + " in s.yaml:13; keep one of the two",
            "s.yaml:14: tenants.agencies.branches.closing-days.to: must be a valid time,"
                + " not \"2026-12-32\"");
  }

  @Test
  void zoneAndCurrencyHaveToBeReal() {
    assertThat(
            problems(
                tenant(
                    """
                    time-zone: Europe/Solbaek
                    currency: QQQ
                    agencies:
                      - {number: "679700", kind: public, name: A, cataloguing-number: "379701"}
                    """)))
        .containsExactly(
            "s.yaml:3: tenants.time-zone: must be a time zone such as Europe/Copenhagen, not"
                + " Europe/Solbaek",
            "s.yaml:4: tenants.currency: must be a currency code of ISO 4217, not QQQ",
            "s.yaml:6: tenants.agencies.cataloguing-number: is for school libraries only; remove"
                + " it");
  }

  @Test
  void missingKeyNumberWithoutQuotesAndUnknownValueAreExplained() {
    assertThat(
            problems(
                tenant(
                    """
                    items:
                      - {barcode: 3890000001, record: "t1", branch: b, status: gone, categry: c}
                    """)))
        .containsExactly(
            "s.yaml:4: tenants.items.category: is missing; it must be text of 1 to 40 characters",
            "s.yaml:4: tenants.items.barcode: must be text of 1 to 100 characters without spaces"
                + " around it in quotes, not the number 3890000001",
            "s.yaml:4: tenants.items.record: must be a record as source:number, such as"
                + " \"870970:51234567\", not \"t1\"",
            "s.yaml:4: tenants.items.status: must be one of available, missing, lost, in-process,"
                + " on-order, not \"gone\"",
            "s.yaml:4: tenants.items.categry: unknown key; did you mean \"category\"?");
  }

  @Test
  void pinsAndPasswordsAreNeverShown() {
    assertThat(
            problems(
                tenant(
                    """
                    patrons: [{card: "1", name: n, branch: b, category: c, pin: 4711}]
                    """)))
        .containsExactly("s.yaml:3: tenants.patrons.pin: must be text in quotes, not a number");
    assertThat(
            new SeedContent.SeedAccount(
                        "k", "canary", "b", "UTF-8", "009", null, null, null, null, null, null)
                    .toString()
                + new SeedContent.SeedPatron(
                    "1", "n", "c", "b", "canary", null, null, null, null, null, "009", null,
                    "person", List.of(), "canary", null, null, null, false, List.of(), null,
                    List.of(), List.of()))
        .doesNotContain("canary");
  }

  @Test
  void everyPatternIsExplainedInWords() {
    for (var key : SchemaKeys.of(SeedFile.SCHEMA.rules())) {
      if (!key.keyword("pattern").isEmpty()) {
        assertThat(key.keyword("x-expected")).as(key.path()).isNotEmpty();
      }
    }
  }

  @Test
  void profileThatCanNotBeIsNamedByItsLineAndKey() {
    assertThat(
            problems(
                defined(
                    """
                    sort-rules: [{branch: DK-1, name: night, rules: [{bin: "1"}]}]
                    sip2-accounts:
                      - username: one
                        password: p
                        branch: DK-1
                        profile:
                          preset: door
                          minimum-age: old
                          mesages: ["23"]
                          messages: [23]
                    """)))
        .containsExactly(
            "s.yaml:15: tenants.sip2-accounts.profile.minimum-age: must be a number from 0 to 150,"
                + " not \"old\"",
            "s.yaml:16: tenants.sip2-accounts.profile.mesages: unknown key; did you mean"
                + " \"messages\"?",
            "s.yaml:17: tenants.sip2-accounts.profile.messages: must be one of 01, 09, 11, 15, 17,"
                + " 19, 23, 25, 29, 35, 37, 63, 65, in quotes, not the number 23");
    assertThat(
            problems(
                defined(
                    """
                    sort-rules: [{branch: DK-1, name: night, rules: [{bin: "1"}]}]
                    sip2-accounts:
                      - {username: one, password: p, branch: DK-1, profile: {preset: sorter, minimum-age: 15}}
                      - {username: two, password: p, branch: DK-1, profile: {preset: sorter, sort-rules: day}}
                      - {username: six, password: p, branch: DK-1, profile: {preset: sorter, sort-rules: night}}
                    """)))
        .containsExactly(
            "s.yaml:10: tenants.sip2-accounts.profile.minimum-age: counts at doors only: add"
                + " admission: true",
            "s.yaml:11: tenants.sip2-accounts.profile.sort-rules: no branch has a sorting table"
                + " \"day\"; there are night");
  }

  @Test
  void admissionIsWithdrawnAtAPlaceThatIsThere() {
    assertThat(
            problems(
                defined(
                    """
                    patrons:
                      - card: "1"
                        name: n
                        branch: DK-1
                        category: adult
                        admission-withdrawn:
                          - {branch: DK-2, reason: r}
                          - {branch: DK-1, agency: "779700", reason: r}
                          - {agency: "1", reason: r, until: 1700-01-01}
                    """)))
        .hasSize(4)
        .anyMatch(
            p -> p.contains("admission-withdrawn.branch: the tenant a has no branch \"DK-2\""))
        .anyMatch(p -> p.contains("keep one of the two"))
        .anyMatch(p -> p.contains("no agency \"1\""))
        .anyMatch(p -> p.contains("admission-withdrawn.until"));
  }

  @Test
  void accessNamesNetworksAndCertificatesThatThereCanBe() {
    assertThat(
            problems(
                """
                tenants:
                  - code: a
                    name: A
                    agencies:
                      - {number: "700000", kind: public, isil: DK-700000, name: A, branches: [{code: DK-1, name: B}]}
                    sip2-accounts:
                      - username: k
                        password: p
                        branch: DK-1
                        access:
                          allow: [10.20.3.4/16]
                          certificate: door-1
                          idle-timeout: 25h
                """))
        .containsExactly(
            "s.yaml:11: tenants.sip2-accounts.access.allow: must begin with the network's first"
                + " address: write 10.20.0.0/16",
            "s.yaml:12: tenants.sip2-accounts.access.certificate: must be a SHA-256 fingerprint (64"
                + " hexadecimal digits), a subject such as \"CN=door-1,O=Solbæk\" or a name such as \"DNS:door-1.example.org\", not \"door-1\"",
            "s.yaml:13: tenants.sip2-accounts.access.idle-timeout: must be at most 24h, not 25h");
  }

  @Test
  void tableOfTheDocumentIsThatOfTheSchema() throws IOException {
    var text = Files.readString(Checkout.file("docs/seed.md"));
    var rows = text.lines().filter(l -> l.startsWith("| `")).toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            SchemaKeys.of(SeedFile.SCHEMA.rules()).stream()
                // All weekdays are like Monday.
                .filter(k -> !k.path().matches(".*\\.(tues|wednes|thurs|fri|satur|sun)day.*"))
                .map(SeedFileTest::row)
                .toList());
    assertThat(text).contains("org/samling/exchange/seed/seed.schema.json");
  }

  private static String row(SchemaKeys.Key key) {
    var value = key.keyword("default");
    return "| `%s` | %s | %s |"
        .formatted(
            key.path(),
            value.isEmpty() || value.equals("[]") || value.equals("{}") ? "" : "`" + value + "`",
            key.keyword("description"));
  }
}
