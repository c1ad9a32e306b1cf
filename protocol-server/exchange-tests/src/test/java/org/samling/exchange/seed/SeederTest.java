package org.samling.exchange.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.patron.AdmissionWithdrawal;
import org.samling.core.policy.Unit;
import org.samling.exchange.seed.SeedReport.Count;
import org.samling.exchange.seed.SeedReport.Kind;
import org.samling.library.yaml.YamlException;
import org.samling.testing.Checkout;

class SeederTest {

  private static final List<String> TABLES =
      List.of(
          "tenant",
          "item_category",
          "patron_category",
          "agency",
          "branch",
          "opening_hours",
          "closing",
          "account",
          "common_record",
          "patron",
          "patron_identifier",
          "patron_block",
          "patron_pin",
          "item",
          "loan",
          "hold",
          "ledger_entry");

  @TempDir Path directory;

  private SeedStore library;

  @BeforeEach
  void open() {
    library = new SeedStore(directory);
  }

  @AfterEach
  void close() {
    library.close();
  }

  /** The example of docs/seed.md. */
  private static String example() {
    try {
      var text = Files.readString(Checkout.file("docs/seed.md"));
      var from = text.indexOf("```yaml") + "```yaml\n".length();
      return text.substring(from, text.indexOf("```", from));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Long> rows() {
    return TABLES.stream().map(library::count).toList();
  }

  private static final Map<Kind, Integer> IN_EXAMPLE =
      Map.of(
          Kind.TENANTS, 1,
          Kind.BRANCHES, 2,
          Kind.TEXTS, 1,
          Kind.RECORDS, 2,
          Kind.ITEMS, 3,
          Kind.PATRONS, 3,
          Kind.ACCOUNTS, 4,
          Kind.LOANS, 1,
          Kind.HOLDS, 1,
          Kind.FEES, 1);

  @Test
  void exampleOfTheDocumentLoads() {
    var report = library.load(example());

    assertThat(report.problems()).isEmpty();
    assertThat(report.isClean()).isTrue();
    IN_EXAMPLE.forEach((kind, n) ->
        assertThat(report.counts()).as("%s", kind).containsEntry(kind, new Count(n, 0, 0, 0)));
    assertThat(rows())
        .containsExactly(1L, 2L, 1L, 2L, 2L, 8L, 1L, 4L, 2L, 3L, 3L, 1L, 2L, 3L, 1L, 1L, 1L);
  }

  @Test
  void loadingTwiceAddsNothing() {
    library.load(example());
    var rows = rows();

    var again = library.load(example());

    assertThat(again.problems()).isEmpty();
    IN_EXAMPLE.forEach((kind, n) ->
        assertThat(again.counts()).as("%s", kind).containsEntry(kind, new Count(0, 0, n, 0)));
    assertThat(rows()).isEqualTo(rows);
  }

  @Test
  void accountOfZ3950MayUpdateWhereItsScopesSaySo() {
    var search = "{username: solbaek-search,";
    library.load(example());
    assertThat(scopes("solbaek-search")).isEmpty();
    var report =
        library.load(
            example()
                .replace(search, search + " scopes: [\"catalogue:update\", \"ill:request\"],"));
    assertThat(report.problems()).isEmpty();
    assertThat(scopes("solbaek-search"))
        .containsExactlyInAnyOrder(Account.Scope.CATALOGUE_UPDATE, Account.Scope.ILL_REQUEST);
    library.load(example());
    assertThat(scopes("solbaek-search"))
        .as("where nothing is said, that stays as it is")
        .hasSize(2);
  }

  private Set<Account.Scope> scopes(String username) {
    return library.store.accounts().named(Account.Protocol.Z3950, username).orElseThrow().scopes();
  }

  @Test
  void accountOfNcipMayDoAllAndSpeaksForNobodyUntilThatIsSaid() {
    var account = "{username: solbaek-ill, password: ill-1, branch: DK-779700";
    library.load(example().replace(", partners: [\"DK-710100\"]", ""));
    assertThat(ncipAccount().scopes()).isEqualTo(Account.Scope.NCIP);
    assertThat(ncipAccount().actsFor("DK-710100")).isFalse();

    var report = library.load(example().replace(account, account + ", scopes: [\"ncip:lookup\"]"));
    assertThat(report.problems()).isEmpty();
    assertThat(ncipAccount().scopes()).containsExactly(Account.Scope.NCIP_LOOKUP);
    assertThat(ncipAccount().actsFor("DK-710100")).isTrue();
    assertThat(ncipAccount().actsFor("DK-710200")).isFalse();
    assertThatThrownBy(() ->
            library.load(example().replace(account, account + ", scopes: [\"ncip:everything\"]")))
        .isInstanceOfSatisfying(
            YamlException.class, e -> assertThat(e.problems().toString()).contains("ncip:borrow"));
    assertThat(ncipAccount().scopes()).containsExactly(Account.Scope.NCIP_LOOKUP);
  }

  private Account ncipAccount() {
    return library.store.accounts().named(Account.Protocol.NCIP, "solbaek-ill").orElseThrow();
  }

  @Test
  void wireLogIsSwitchedWhereItIsSaidAndStaysAsItIsWhereItIsNot() {
    var kiosk = "{username: solbaek-kiosk-1,";
    library.load(example().replace(kiosk, kiosk + " wire-log: true,"));
    assertThat(library.store.accounts().wireLogged())
        .extracting(logged -> logged.username())
        .containsExactly("solbaek-kiosk-1");
    library.load(example());
    assertThat(library.store.accounts().wireLogged()).hasSize(1);
    library.load(example().replace(kiosk, kiosk + " wire-log: false,"));
    assertThat(library.store.accounts().wireLogged()).isEmpty();
  }

  @Test
  void profileIsPutAsAWholeWhereItIsSaidAndStaysAsItIsWhereItIsNot() {
    var kiosk = "{username: solbaek-kiosk-1,";
    library.load(
        example()
            .replace(
                kiosk, kiosk + " profile: {preset: door, minimum-age: 15, messages: [\"23\"]},"));
    var said = new Sip2ProfileChoice("door", Map.of("minimum-age", 15, "messages", List.of("23")));
    assertThat(profile()).isEqualTo(said);
    library.load(example());
    assertThat(profile()).isEqualTo(said);
    library.load(example().replace(kiosk, kiosk + " profile: {preset: sorter},"));
    assertThat(profile()).isEqualTo(new Sip2ProfileChoice("sorter", Map.of()));
  }

  private @Nullable Sip2ProfileChoice profile() {
    return library
        .store
        .accounts()
        .named(Account.Protocol.SIP2, "solbaek-kiosk-1")
        .orElseThrow()
        .profile();
  }

  @Test
  void admissionIsWithdrawnWhereTheFileSaysSoAndStaysWithdrawnElsewhere() {
    var patron = "{card: \"2000000001\",";
    library.load(
        example()
            .replace(
                patron,
                patron
                    + " admission-withdrawn: [{branch: DK-779700, reason: noise, until: +30d}, {reason: theft}],"));
    library.load(
        example()
            .replace(
                patron, patron + " admission-withdrawn: [{agency: \"679700\", reason: noise}],"));

    var tenant = library.store.tenants().byCode("solbaek").orElseThrow().id();
    assertThat(
            library
                .store
                .inquiries()
                .profile(tenant, "2000000001")
                .orElseThrow()
                .admissionWithdrawn())
        .extracting(AdmissionWithdrawal::place, AdmissionWithdrawal::reason, w -> w.until() == null)
        .containsExactlyInAnyOrder(
            tuple(new Unit(Unit.Level.BRANCH, "DK-779700"), "noise", false),
            tuple(new Unit(Unit.Level.TENANT, "solbaek"), "theft", true),
            tuple(new Unit(Unit.Level.AGENCY, "679700"), "noise", true));
  }

  @Test
  void loadingAgainAddsNothingWhenTheKeysOfTheCommandsAreForgotten() {
    library.load(example());
    var rows = rows();
    library.forgetCommands();

    var again = library.load(example());

    assertThat(again.problems()).isEmpty();
    assertThat(again.counts())
        .containsEntry(Kind.LOANS, new Count(0, 0, 1, 0))
        .containsEntry(Kind.HOLDS, new Count(0, 0, 1, 0))
        .containsEntry(Kind.FEES, new Count(0, 0, 1, 0));
    assertThat(rows()).isEqualTo(rows);
  }

  @Test
  void whatIsLoadedStandsInTheStoreAsWritten() {
    var now = Instant.parse("2026-11-24T10:00:00Z");
    library.load(Clock.fixed(now, ZoneOffset.UTC), example());
    var tenant = library.tenant("solbaek");

    var reader = library.store.inquiries().patron(tenant, "2000000001").orElseThrow();
    assertThat(reader.patron().name()).isEqualTo("Andersen, Karen Maja");
    assertThat(reader.patron().expires()).isEqualTo("2028-11-24");
    assertThat(reader.loans())
        .singleElement()
        .satisfies(loan -> {
          assertThat(loan.barcode()).isEqualTo("3890000002");
          // The last second of the tenth day, in Copenhagen.
          assertThat(loan.due()).isEqualTo("2026-12-04T22:59:59Z");
        });
    assertThat(library.store.inquiries().patron(tenant, "2000000003").orElseThrow().fees())
        .singleElement()
        .satisfies(fee -> assertThat(fee.amount()).isEqualTo(2_000));
    assertThat(library.store.patronAuthentication().check(tenant, "2000000001", new Secret("1234")))
        .isPresent();
    assertThat(
            library
                .store
                .accounts()
                .authenticate(Account.Protocol.SIP2, "solbaek-kiosk-1", new Secret("kiosk-1")))
        .get()
        .satisfies(account -> assertThat(account.branch()).isEqualTo("DK-779700"));
  }

  @Test
  void severalFilesAreOneAndATenantNamedAgainOnlyGains() {
    library.load(example());

    var report =
        library.load(
            """
            tenants:
              - code: solbaek
                loans:
                  - {item: "9", patron: "2000000001", checked-out: -1d, due: +1d}
            """,
            """
            tenants:
              - code: solbaek
                items:
                  - {barcode: "9", record: "demo:90000001", branch: DK-779701, category: book}
            """);

    assertThat(report.problems()).isEmpty();
    assertThat(report.counts())
        .containsEntry(Kind.ITEMS, new Count(1, 0, 0, 0))
        .containsEntry(Kind.LOANS, new Count(1, 0, 0, 0));
    assertThat(library.store.tenants().byCode("solbaek").orElseThrow().name())
        .isEqualTo("Solbæk Kommunes Biblioteker");
    assertThat(library.count("branch")).isEqualTo(2);
  }

  @Test
  void changedPatronAndItemAreBroughtUpToDate() {
    library.load(example());

    library.load(
        """
        tenants:
          - code: solbaek
            patrons:
              - {card: "2000000001", name: "Andersen, Karen", category: adult, branch: DK-779700, pin: "9999"}
        """);
    var tenant = library.tenant("solbaek");

    assertThat(library.store.inquiries().patron(tenant, "2000000001").orElseThrow().patron().name())
        .isEqualTo("Andersen, Karen");
    // The PIN is the patron's own once it is set.
    assertThat(library.store.patronAuthentication().check(tenant, "2000000001", new Secret("9999")))
        .isEmpty();
  }

  @Test
  void countsSayWhatWasAddedUpdatedAndLeftAsItWas() {
    library.load(example());
    var report =
        library.load(
            example()
                .replace("Andersen", "Andreasen")
                .replaceFirst("loan-days: \\d+", "loan-days: 3"));
    assertThat(report.counts().get(Kind.PATRONS)).isEqualTo(new Count(0, 1, 2, 0));
    assertThat(report.counts().get(Kind.ITEMS)).isEqualTo(new Count(0, 0, 3, 0));
  }

  @Test
  void branchIsMovedToAnotherAgencyOnlyWhereTheFileSaysSo() {
    library.load(example());
    var moving =
        """
        tenants:
          - code: solbaek
            agencies:
              - number: "779700"
                kind: public
                name: Solbæk
                branches:
                  - {code: DK-779701, name: Filialen%s}
        """;
    assertThatThrownBy(() -> library.load(moving.formatted("")))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining(
            "\"DK-779701\" belongs to the agency 679700; to move it to 779700, add \"moved-from: '679700'\"");
    var moved = library.load(moving.formatted(", moved-from: \"679700\""));
    assertThat(moved.counts().get(Kind.BRANCHES)).isEqualTo(new Count(0, 1, 0, 0));
  }

  @Test
  void tenantThatIsNotThereNeedsAName() {
    assertThatThrownBy(() -> library.load("tenants:\n  - code: new\n"))
        .isInstanceOf(YamlException.class)
        .hasMessage(
            directory
                + "/1.yaml:2: tenants.name: is missing; the tenant new is new and needs"
                + " one");
  }

  @Test
  void referencesAreCheckedAgainstTheStoreBeforeAnythingIsLoaded() {
    library.load(example());

    assertThatThrownBy(() ->
            library.load(
                """
                tenants:
                  - code: solbaek
                    patrons:
                      - {card: "9", name: n, category: adult, branch: DK-779700}
                      - {card: "8", name: n, category: adult, branch: DK-1}
                """))
        .isInstanceOf(YamlException.class)
        .hasMessage(
            directory
                + "/2.yaml:5: tenants.patrons.branch: the tenant solbaek has no branch \"DK-1\";"
                + " add it, or name one of DK-779700, DK-779701");
    assertThat(library.count("patron")).isEqualTo(3);
  }

  @Test
  void whatTheStoreRefusesIsReportedAndTheRestIsLoaded() {
    library.load(example());

    var report =
        library.load(
            """
            tenants:
              - code: solbaek
                items:
                  - {barcode: "7", record: "demo:404", branch: DK-779700, category: book}
                  - {barcode: "8", record: "demo:90000001", branch: DK-779700, category: book}
                loans:
                  - {item: "404", patron: "2000000001", checked-out: -1d, due: +1d}
                  - {item: "8", patron: "404", checked-out: -1d, due: +1d}
                  - {item: "3890000001", patron: "2000000001", checked-out: -1d, due: -2d}
                  - {item: "3890000002", patron: "2000000003", checked-out: -1d, due: +1d}
                holds:
                  - {patron: "2000000002", record: "demo:90000001", pickup: DK-779700, placed: -1d}
                  - {patron: "2000000001", record: "demo:404", pickup: DK-779700, placed: -1d}
                fees:
                  - {patron: "404", type: damage, amount: 1, charged: -1d}
                  - {patron: "2000000001", type: damage, amount: 1, charged: -1d, item: "404"}
            """);

    assertThat(report.isClean()).isFalse();
    assertThat(library.problems(report))
        .containsExactly(
            "2.yaml:4: tenants.items.record: the catalogue has no record demo:404; add it, or load"
                + " it first",
            "2.yaml:9: tenants.loans.due: must not be before the loan was made, -1d",
            "2.yaml:10: tenants.loans.item: \"3890000002\" is now on loan to somebody else;"
                + " check it in first, or remove this loan",
            "2.yaml:7: tenants.loans.item: no item has the barcode \"404\"; add the item",
            "2.yaml:8: tenants.loans.patron: no patron has the card \"404\"; add the patron",
            "2.yaml:12: tenants.holds.patron: the patron is blocked (patron-blocks: patron.blocks ="
                + " U (patron))",
            "2.yaml:13: tenants.holds.record: the catalogue has no record demo:404; add it",
            "2.yaml:15: tenants.fees.patron: no patron has the card \"404\"; add the patron",
            "2.yaml:16: tenants.fees.item: no item has the barcode \"404\"; add the item");
    assertThat(report.counts())
        .containsEntry(Kind.ITEMS, new Count(1, 0, 0, 1))
        .containsEntry(Kind.LOANS, new Count(0, 0, 0, 4));
  }

  @Test
  void refusalIsAskedAgainOnceItsCauseIsGone() {
    library.load(example());
    var loan =
        """
        tenants:
          - code: solbaek
            loans:
              - {item: "8", patron: "2000000001", checked-out: -1d, due: +1d}
            fees:
              - {patron: "2000000001", type: damage, amount: 1, charged: -1d, item: "8"}
        """;
    assertThat(library.load(loan).counts())
        .containsEntry(Kind.LOANS, new Count(0, 0, 0, 1))
        .containsEntry(Kind.FEES, new Count(0, 0, 0, 1));
    var item =
        """
            items:
              - {barcode: "8", record: "demo:90000001", branch: DK-779700, category: book}
        """;

    assertThat(library.load(loan + item).counts())
        .containsEntry(Kind.LOANS, new Count(1, 0, 0, 0))
        .containsEntry(Kind.FEES, new Count(1, 0, 0, 0));
    assertThat(library.load(loan + item).counts())
        .containsEntry(Kind.LOANS, new Count(0, 0, 1, 0))
        .containsEntry(Kind.FEES, new Count(0, 0, 1, 0));
  }

  @Test
  void loanThatWasGivenBackIsNotMadeAgain() {
    library.load(example());
    var origin =
        new Origin(
            library.tenant("solbaek"),
            CommandKey.of(CommandKey.MAX_WINDOW, "test"),
            "test",
            "DK-779700",
            Instant.now().plusSeconds(30));
    library.store.submit(new LoanCommand.Checkin(origin, "3890000002", Instant.now())).join();

    assertThat(library.load(example()).counts()).containsEntry(Kind.LOANS, new Count(0, 0, 1, 0));
    assertThat(library.count("loan where returned_at is null")).isZero();
  }

  @Test
  void accessOfAnAccountIsPutAndStaysWhereItIsLeftOut() {
    library.load(example());
    var account =
        """
        tenants:
          - code: solbaek
            name: Solbæk
            sip2-accounts:
              - username: solbaek-kiosk-1
                password: kiosk-1
                branch: DK-779700
        """;
    library.load(
        account
            + "        access: {allow: [10.20.0.0/16], certificate: \"CN=k\", without-password:"
            + " [port, server-name], idle-timeout: 2h, max-connections: 3}\n");
    library.load(account);

    assertThat(library.store.accounts().named(Account.Protocol.SIP2, "solbaek-kiosk-1"))
        .hasValueSatisfying(a ->
            assertThat(a.access())
                .isEqualTo(
                    new Access(
                        true,
                        List.of("10.20.0.0/16"),
                        "CN=k",
                        Set.of(Access.Credential.PORT, Access.Credential.SERVER_NAME),
                        Duration.ofHours(2),
                        3)));

    library.load(account + "        access: {enabled: false}\n");
    assertThat(library.store.accounts().named(Account.Protocol.SIP2, "solbaek-kiosk-1")).isEmpty();
  }

  @Test
  void accountNameOfAnotherTenantIsReported() {
    library.load(example());

    var report =
        library.load(
            """
            tenants:
              - code: other
                name: Other
                agencies:
                  - {number: "779900", kind: public, name: O, branches: [{code: DK-9, name: O}]}
                sip2-accounts:
                  - {username: other-kiosk, password: p, branch: DK-9}
                  - {username: solbaek-kiosk-1, password: p, branch: DK-9}
            """);

    assertThat(library.problems(report))
        .containsExactly(
            "2.yaml:8: tenants.sip2-accounts.username: \"solbaek-kiosk-1\" is the name of another"
                + " tenant's account; choose another");
    assertThat(report.counts()).containsEntry(Kind.ACCOUNTS, new Count(1, 0, 0, 1));
  }

  @Test
  void recordThatCanNotBeMadeIsReported() {
    var report =
        library.load(
            """
            records:
              - {source: t, number: "1", title: A, language: dan}
              - {source: t, number: "2", title: B, language: dan, subjects: [%s]}
            """
                .formatted(("\"" + "x".repeat(2_000) + "\", ").repeat(60)));

    assertThat(library.problems(report))
        .singleElement()
        .satisfies(p ->
            assertThat(p).startsWith("1.yaml:3: records.number: can't be made into a record: "));
    assertThat(report.counts()).containsEntry(Kind.RECORDS, new Count(1, 0, 0, 1));
  }

  @Test
  void progressReachesTheTotal() throws IOException {
    var file = Files.writeString(directory.resolve("example.yaml"), example());
    var steps = new ArrayList<Integer>();
    var totals = new ArrayList<Integer>();

    library
        .seeder(Clock.systemUTC())
        .load(
            List.of(SeedFile.read(file)),
            new Progress() {
              @Override
              public void start(int total) {
                totals.add(total);
              }

              @Override
              public void step(int n, String what) {
                steps.add(n);
              }
            });

    assertThat(totals).containsExactly(steps.stream().mapToInt(n -> n).sum());
  }
}
