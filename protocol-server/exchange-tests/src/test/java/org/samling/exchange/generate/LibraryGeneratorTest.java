package org.samling.exchange.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.connection.ActingKeys;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.embedded.TestCluster;
import org.samling.postgres.embedded.TestPostgres;

/** What a generator makes, in databases of a PostgreSQL that is another's. */
class LibraryGeneratorTest {

  private static final Sizes SIZES = new Sizes(2, 30, 1_200, 5_000, 2_000, 300);
  private static final Sizes SMALL = new Sizes(2, 6, 240, 1_000, 400, 60);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

  /** The facts of every table; when they were written, and in which transaction, is none. */
  private static final Map<String, String> FACTS =
      Map.ofEntries(
          Map.entry("tenant", "id, code, name, time_zone, currency, open_catalogue"),
          Map.entry("agency", "*"),
          Map.entry("branch", "tenant_id, code, agency, name"),
          Map.entry("opening_hours", "*"),
          Map.entry("closing", "tenant_id, branch, first_day, last_day, reason"),
          Map.entry("item_category", "*"),
          Map.entry("patron_category", "*"),
          Map.entry("account", "tenant_id, protocol, username, branch, charset, language"),
          Map.entry(
              "common_record",
              "id, source, control_number, format, original, content, title, author, published"),
          Map.entry("common_record_holder", "*"),
          Map.entry(
              "patron",
              "tenant_id, id, name, category, branch, birth_date, expires_on, email, phone, address"),
          Map.entry("patron_identifier", "*"),
          Map.entry("patron_block", "tenant_id, patron_id, code"),
          Map.entry(
              "item",
              "tenant_id, id, barcode, record_id, category, home_branch, at_branch, status, hold_id, location, call_number, price"),
          Map.entry("loan", "*"),
          Map.entry("hold", "*"),
          Map.entry(
              "ledger_entry",
              "tenant_id, id, patron_id, kind, fee_type, amount, reason, arose_at"));

  @TempDir static Path directory;

  private static Made library;

  /** A library in a database of its own. */
  private record Made(String url, Configuration configuration) {

    static Made copyOf(String database) throws Exception {
      var url = TestPostgres.copyDatabase(database);
      var roles = TestLibrary.roles(url);
      ActingKeys.trust(roles, Keyring.loadOrCreate(directory.resolve("keys.properties")));
      var file = directory.resolve(TestPostgres.name(url) + ".yaml");
      Files.writeString(
          file,
          """
          store: {url: "%s", user: %s, password: "%s"}
          keys: keys.properties
          """
              .formatted(roles.url(), roles.application(), roles.applicationPassword().value()));
      return new Made(url, Configuration.load(file));
    }

    static Made of(Sizes sizes, long seed) throws Exception {
      var made = copyOf(TestCluster.TEMPLATE);
      try (var library = Library.open(made.configuration())) {
        made.generate(library, sizes, seed);
      }
      return made;
    }

    void generate(Library library, Sizes sizes, long seed) {
      new LibraryGenerator(sizes, seed, DAY, (_, _) -> {}).make(library, configuration);
    }

    /** A digest of the facts of every table. */
    Map<String, String> digests() throws SQLException {
      var digests = new LinkedHashMap<String, String>();
      for (var table : FACTS.entrySet()) {
        digests.put(
            table.getKey(),
            text(
                "select count(*) || ' ' || md5(string_agg(f::text, ',' order by f::text)) from (select %s from samling.%s) f"
                    .formatted(table.getValue(), table.getKey())));
      }
      return digests;
    }

    String text(String sql) throws SQLException {
      try (var connection = TestPostgres.connect(url);
          var statement = connection.createStatement()) {
        statement.execute("set search_path = samling");
        try (var row = statement.executeQuery(sql)) {
          row.next();
          return String.valueOf(row.getString(1));
        }
      }
    }

    long count(String sql) throws SQLException {
      return Long.parseLong(text("select count(*) from " + sql));
    }
  }

  @BeforeAll
  static void make() throws Exception {
    library = Made.of(SIZES, 7);
  }

  @Test
  void theSameSeedGivesTheSameFactsAndAnotherGivesOthers() throws Exception {
    var digests = Made.of(SMALL, 7).digests();
    assertThat(Made.of(SMALL, 7).digests()).isEqualTo(digests);

    var others = Made.of(SMALL, 8).digests();
    assertThat(others.keySet()).isEqualTo(digests.keySet());
    for (var table :
        new String[] {"common_record", "patron", "item", "loan", "hold", "ledger_entry"}) {
      assertThat(others.get(table)).as(table).isNotEqualTo(digests.get(table));
    }
  }

  @Test
  void theSizesAreThoseThatWereAskedFor() throws Exception {
    assertThat(library.count("tenant")).isEqualTo(2);
    assertThat(library.count("branch")).isEqualTo(30);
    assertThat(library.count("patron")).isEqualTo(1_200);
    assertThat(library.count("patron_identifier")).isEqualTo(1_200);
    assertThat(library.count("item")).isEqualTo(5_000);
    assertThat(library.count("loan where returned_at is null")).isEqualTo(2_000);
    assertThat(library.count("hold where state = 'WAITING'")).isEqualTo(300);
    assertThat(library.count("hold where state in ('READY', 'IN_TRANSIT')")).isEqualTo(30);
    assertThat(library.count("ledger_entry")).isPositive();
    assertThat(library.count("patron_block")).isPositive();
  }

  @Test
  void everyItemStandsWhereItsLoanOrHoldSays() throws Exception {
    var onLoan =
        "item i where (i.status = 'ON_LOAN') <> exists (select from loan l"
            + " where l.tenant_id = i.tenant_id and l.item_id = i.id and l.returned_at is null)";
    assertThat(library.count(onLoan)).isZero();
    var setAside =
        "hold h left join item i on i.tenant_id = h.tenant_id and i.id = h.item_id and i.hold_id = h.id"
            + " where h.state in ('READY', 'IN_TRANSIT') and (i.at_branch <> h.pickup_branch or i.status is distinct from"
            + " case h.state when 'READY' then 'ON_HOLD_SHELF' else 'IN_TRANSIT' end)";
    assertThat(library.count(setAside)).isZero();
    assertThat(library.count("item where hold_id is not null")).isEqualTo(30);
    var lentAlthoughNotForLoan =
        "loan l join item i on i.id = l.item_id"
            + " join item_category k on k.tenant_id = i.tenant_id and k.code = i.category where not k.for_loan";
    assertThat(library.count(lentAlthoughNotForLoan)).isZero();
  }

  @Test
  void nobodyWaitsForWhatStandsOnTheShelf() throws Exception {
    assertThat(
            library.count(
                "hold h join item i on i.tenant_id = h.tenant_id and i.record_id = h.record_id"
                    + " where h.state = 'WAITING' and i.status = 'AVAILABLE'"))
        .isZero();
  }

  @Test
  void loansEndWhenTheBranchIsOpenAndSomeAreOverdue() throws Exception {
    var day = "(l.due_at at time zone 'Europe/Copenhagen')::date";
    assertThat(
            library.count(
                "loan l where not exists (select from opening_hours h where h.tenant_id = l.tenant_id"
                    + " and h.branch = l.lent_branch and h.weekday = extract(isodow from "
                    + day
                    + "))"))
        .isZero();
    assertThat(
            library.count(
                "loan l join closing c on c.tenant_id = l.tenant_id and c.branch = l.lent_branch where "
                    + day
                    + " between c.first_day and c.last_day"))
        .isZero();
    var overdue = library.count("loan l where " + day + " < date '2026-11-24'");
    assertThat(overdue).isBetween(40L, 300L);
    assertThat(library.count("loan where lent_at >= timestamptz '2026-11-24 00:00+01'")).isZero();
  }

  @Test
  void popularTitlesHaveMoreCopiesAndQueues() throws Exception {
    assertThat(
            Long.parseLong(
                library.text(
                    "select max(n) from (select count(*) as n from item group by tenant_id, record_id) c")))
        .isGreaterThan(20);
    assertThat(
            Long.parseLong(
                library.text(
                    "select max(n) from (select count(*) as n from hold where state = 'WAITING' group by tenant_id, record_id) c")))
        .isGreaterThan(5);
  }

  @Test
  void theServerWorksOnIt() throws Exception {
    var own = Made.copyOf(TestPostgres.name(library.url()));
    try (var opened = Library.open(own.configuration())) {
      var store = opened.store();
      var tenant = store.tenants().byCode("made-2").orElseThrow().id();
      var card =
          own.text(
              "select value from patron_identifier n join patron p on p.id = n.patron_id where n.tenant_id = 2"
                  + " and category = 'adult' and expires_on > current_date + 1 and exists (select from loan l where l.patron_id = p.id)"
                  + " and not exists (select from patron_block b where b.patron_id = p.id)"
                  + " and not exists (select from ledger_entry e where e.patron_id = p.id) order by 1 limit 1");
      var item =
          own.text(
              "select barcode from item i where tenant_id = 2 and status = 'AVAILABLE' and category = 'book'"
                  + " and not exists (select from hold h where h.record_id = i.record_id and h.tenant_id = 2) order by 1 limit 1");
      var account = store.inquiries().patron(tenant, card).orElseThrow();
      assertThat(account.loans()).isNotEmpty().allMatch(l -> l.title() != null);

      var origin =
          new Origin(
              tenant,
              CommandKey.of(Duration.ofMinutes(1), "test"),
              "test",
              own.text("select min(code) from branch where tenant_id = 2"),
              Instant.now().plusSeconds(20));
      var outcome = store.submit(new LoanCommand.Checkout(origin, card, item, false, null)).join();
      assertThat(outcome).isInstanceOf(CheckoutOutcome.Granted.class);

      assertThatThrownBy(() -> own.generate(opened, SIZES, 9))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("made-1, made-2")
          .hasMessageContaining("--data");
    }
  }

  @Test
  void sizesThatCannotBeAreRefusedWithTheReason() {
    assertThatThrownBy(() -> new Sizes(1, 1, 100, 1_000, 901, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--loans 901");
    assertThatThrownBy(() -> new Sizes(201, 300, 1_000, 1_000, 0, 0))
        .hasMessageContaining("--tenants must be 1 to 200, not 201");
    assertThatThrownBy(() -> new Sizes(8, 5, 100, 1_000, 0, 0))
        .hasMessageContaining("--branches must be 8 to 2,000, not 5");
    assertThatThrownBy(() -> new Sizes(1, 1, 100, 1_000, 500, 101))
        .hasMessageContaining("--holds 101 exceed --patrons 100");
    assertThatThrownBy(() -> new Sizes(1, 1, 100, 1_000, 0, 10)).hasMessageContaining("--loans");
    assertThatThrownBy(() -> new Sizes(1, 1, 100, 1_000, 0, 0, 2.5))
        .hasMessageContaining("--skew must be 0 to 2, not 2.5");
  }

  @Test
  void tenantsShareByRankWhereTheyShareUnevenlyAndNoneHasNothing() {
    var nation = new Sizes(98, 1_600, 200_000, 1_000_000, 200_000, 0, 0.8);
    var items = IntStream.rangeClosed(1, 98).map(t -> nation.partOf(1_000_000, t)).toArray();
    assertThat(items[0]).as("an eighth, like Copenhagen").isBetween(115_000, 130_000);
    assertThat(items[97]).isBetween(2_500, 4_000);
    assertThat(Arrays.stream(items).boxed()).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(Arrays.stream(items).sum()).isEqualTo(1_000_000);
    assertThat(IntStream.rangeClosed(1, 98).map(t -> nation.partOf(98, t))).containsOnly(1);

    var even = new Sizes(3, 3, 100, 100, 0, 0);
    assertThat(IntStream.rangeClosed(1, 3).map(t -> even.partOf(100, t)).toArray())
        .as("as it was before there was any other way")
        .containsExactly(33, 33, 34);
  }
}
