package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.policy.Setting;
import org.samling.core.statistics.Dimension;
import org.samling.core.statistics.Measure;
import org.samling.core.statistics.Statistics.Figure;
import org.samling.core.statistics.Statistics.FigureQuery;
import org.samling.core.statistics.Statistics.Visits;
import org.samling.core.statistics.Statistics.YearOfBranch;

/** What is counted, as what, and that it stays. */
class StatisticsTest {

  private static final String MAIN = TestLibrary.MAIN;

  private final StatisticsFixture fixture = new StatisticsFixture();
  private final TestLibrary library = fixture.library;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void renewalIsNotALoanAndReadingAgainIsNeither() {
    fixture.lent("A", "1", 5);
    library.submit(TestLibrary.renew(library.north, "A", "1"));
    library.submit(
        new LoanCommand.Checkout(
            TestLibrary.origin(library.north, UUID.randomUUID(), MAIN), "A", "1", true, null));
    library.submit(TestLibrary.hold(library.north, "B", TestLibrary.OTHER_TITLE, MAIN));
    fixture.giveBack("1");
    fixture.giveBack("2"); // was not on loan: ends none
    fixture.countAll();
    assertThat(fixture.counts())
        .containsOnly(
            entry(Measure.LOAN, 1L),
            entry(Measure.RENEWAL, 1L),
            entry(Measure.HOLD, 1L),
            entry(Measure.RETURN, 1L));
  }

  @Test
  void whatIsUndoneIsToldByItselfAndTakenOffInTheYear() {
    var before = fixture.statistics.year(library.north, fixture.today.getYear());
    assertThat(before).isEmpty();
    fixture.lend("A", "1");
    library.submit(
        new LoanCommand.UndoCheckout(
            TestLibrary.origin(library.north, UUID.randomUUID(), MAIN), "A", "1"));
    fixture.lend("A", "2");
    fixture.giveBack("2");
    assertThat(
            library.submit(
                new LoanCommand.UndoCheckin(
                    TestLibrary.origin(library.north, UUID.randomUUID(), MAIN), "2")))
        .isInstanceOf(LoanOutcome.Changed.class);
    fixture.countAll();
    assertThat(fixture.counts())
        .containsOnly(
            entry(Measure.LOAN, 2L),
            entry(Measure.LOAN_UNDONE, 1L),
            entry(Measure.RETURN, 1L),
            entry(Measure.RETURN_UNDONE, 1L));
    assertThat(ofYear(MAIN))
        .extracting(YearOfBranch::loans, YearOfBranch::returns)
        .containsExactly(1L, 0L);
  }

  private YearOfBranch ofYear(String branch) {
    return fixture.statistics.year(library.north, fixture.today.getYear()).stream()
        .filter(b -> b.branch().equals(branch))
        .findFirst()
        .orElseGet(() -> YearOfBranch.none(branch));
  }

  @Test
  void eachEventIsCountedOnceByHoweverManyNodes() {
    library.addStock(60, 20);
    IntStream.range(0, 60)
        .forEach(i -> fixture.lend("2%09d".formatted(i % 20), "3%09d".formatted(i)));
    try (var other =
            new PostgresStore(TestLibrary.settings(library.roles, 64), TestLibrary.keyring());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var nodes =
          IntStream.range(0, 6)
              .mapToObj(i ->
                  CompletableFuture.runAsync(
                      () -> {
                        var node = (i % 2 == 0 ? library.store : other).statistics();
                        for (var page = 0; page < 60; page++) {
                          node.count(library.north, 7);
                        }
                      },
                      threads))
              .toList();
      nodes.forEach(CompletableFuture::join);
    }
    assertThat(fixture.countAll()).isZero();
    assertThat(fixture.counts()).containsOnly(entry(Measure.LOAN, 60L));
  }

  @Test
  void countingThatIsBrokenOffAddsNothingAndIsDoneAgain() {
    fixture.countAll();
    fixture.lend("A", "1");
    fixture.lend("A", "2");
    library.asSuperuser(
        """
        create function broken_off() returns trigger language plpgsql as
          $$ begin raise exception using errcode = '57P01', message = 'broken off'; end $$;
        create trigger broken_off before update on outbox_position for each row execute function broken_off()
        """);
    assertThatThrownBy(() -> fixture.statistics.count(library.north, 1_000))
        .isInstanceOf(StoreException.class);
    assertThat(fixture.counts()).as("all of it is undone").isEmpty();
    library.asSuperuser("drop trigger broken_off on outbox_position");

    fixture.countAll();
    fixture.countAll();

    assertThat(fixture.counts()).containsOnly(entry(Measure.LOAN, 2L));
  }

  @Test
  void whatHappenedInATransactionThatIsOpenIsNotLost() throws Exception {
    fixture.countAll();
    try (var open = library.openTransaction()) {
      fixture.lend("A", "1");
      fixture.countAll();
      assertThat(fixture.counts()).as("an earlier one may still tell something").isEmpty();
      open.rollback();
    }
    fixture.countAll();
    assertThat(fixture.counts()).containsOnly(entry(Measure.LOAN, 1L));
  }

  @Test
  void figuresStayWhenHistoryIsDropped() {
    fixture.addPersons(30, "P");
    fixture.lent("P", "1", 50);
    fixture.returned("1", 45);
    fixture.lent("A", "2", 50);
    fixture.returned("2", 45);
    fixture.countAll();
    fixture.statistics.close(library.north, Instant.now());
    var byDay = fixture.figures(Dimension.DAY, Dimension.BRANCH, Dimension.MATERIAL_GROUP);
    var byHour = fixture.figures(Dimension.DAY, Dimension.HOUR, Dimension.AGE_GROUP);
    var year = fixture.statistics.year(library.north, fixture.today.getYear());
    assertThat(byDay).isNotEmpty();

    var history = library.store.loanHistory();
    history.setAside(library.north, Instant.now());
    history.setAside(library.south, Instant.now());
    for (var day = history.drop(); day.isPresent(); day = history.drop()) {
      assertThat(day.getAsLong()).as("what was kept of a day").isNotNegative();
    }
    history.forget(library.north, Instant.now());
    assertThat(library.count(library.north, "select count(*) from loan_history")).isZero();
    library.asSuperuser("truncate outbox; truncate audit; truncate command_outcome");
    library.asSuperuser("delete from loan where returned_at is not null");
    fixture.countAll();
    fixture.statistics.close(library.north, Instant.now());

    assertThat(fixture.figures(Dimension.DAY, Dimension.BRANCH, Dimension.MATERIAL_GROUP))
        .isEqualTo(byDay);
    assertThat(fixture.figures(Dimension.DAY, Dimension.HOUR, Dimension.AGE_GROUP))
        .isEqualTo(byHour);
    assertThat(fixture.statistics.year(library.north, fixture.today.getYear())).isEqualTo(year);
  }

  @Test
  void nothingThatIsKeptSaysWho() {
    fixture.addPersons(30, "P");
    fixture.lent("P", "1", 5);
    fixture.countAll();
    var patron = fixture.library.store.inquiries().patron(library.north, "P").orElseThrow();
    for (var table :
        List.of("statistic_day", "statistic_hour", "statistic_person", "series_line")) {
      assertThat(
              library.count(
                  library.north,
                  "select count(*) from %s t where t::text like '%%%s%%'"
                      .formatted(table, patron.patron().id())))
          .as(table)
          .isZero();
    }
    assertThat(library.count(library.north, "select count(*) from statistic_person")).isEqualTo(1);
    fixture.statistics.close(library.north, Instant.now());
    assertThat(library.count(library.north, "select count(*) from statistic_person")).isZero();
  }

  @Test
  void ageGroupOfAFewInAnHourIsMergedForGoodWhenTheDayIsClosed() {
    library.addStock(40, 0);
    fixture.addPersons(30, "P1", "P2", "P3", "P4", "P5");
    fixture.addPersons(80, "Q");
    for (var i = 0; i < 5; i++) {
      fixture.lent("P" + (i + 1), "3%09d".formatted(i), 3);
    }
    for (var i = 10; i < 20; i++) {
      fixture.lent("Q", "3%09d".formatted(i), 3); // many loans, and one person
    }
    fixture.lent("Q", "3000000030", 1);
    fixture.countAll();
    fixture.statistics.close(library.north, Instant.now());

    assertThat(byHour(3)).containsExactly("12 * 10", "12 25-44 5");
    assertThat(byHour(1))
        .as("of a day that is not closed no age group is told")
        .containsExactly("12 * 1");
    fixture.lent("P1", "3000000031", 3); // told late
    fixture.countAll();
    fixture.statistics.close(library.north, Instant.now());
    assertThat(byHour(3)).containsExactly("12 * 11", "12 25-44 5");
    assertThat(fixture.counts(Measure.LOAN, Dimension.AGE_GROUP))
        .as("whole days keep it")
        .containsEntry("65+", 11L)
        .containsEntry("25-44", 6L);
  }

  private List<String> byHour(int daysAgo) {
    var day = fixture.today.minusDays(daysAgo);
    return fixture
        .statistics
        .figures(
            library.north,
            new FigureQuery(
                day, day, MAIN, Set.of(Measure.LOAN), List.of(Dimension.HOUR, Dimension.AGE_GROUP)))
        .stream()
        .map(f -> String.join(" ", f.values().values()) + " " + f.count())
        .toList();
  }

  @Test
  void smallFiguresByAgeAndCategoryGoTogetherAndTheirSumStays() {
    library.addStock(40, 0);
    fixture.addPersons(30, "P");
    fixture.addPersons(80, "Q");
    fixture.addPersons(10, "C1");
    for (var i = 0; i < 6; i++) {
      fixture.lent("P", "3%09d".formatted(i), 3);
    }
    fixture.lent("Q", "3000000010", 3);
    fixture.lent("C1", "3000000011", 3);
    fixture.lent("A", "3000000012", 3); // no date of birth
    fixture.countAll();
    assertThat(fixture.counts(Measure.LOAN, Dimension.AGE_GROUP))
        .containsOnly(entry("25-44", 6L), entry("*", 2L), entry("-", 1L));
  }

  @Test
  void whatIsNotKeptOfHoursIsRefused() {
    assertThatThrownBy(() -> fixture.figures(Dimension.HOUR, Dimension.PATRON_CATEGORY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("figures by hour can't be broken down by patron-category: that is not stored");
  }

  @Test
  void childrensMaterialIsWhatBelongsToAPlaceForChildren() {
    fixture.set(Setting.STATISTICS_AUDIENCE, "children", "Børn");
    put("K", ItemStatus.AVAILABLE, "Børn > Billedbøger", null);
    fixture.lend("A", "K");
    fixture.lend("A", "1");
    fixture.countAll();
    fixture.statistics.close(library.north, Instant.now());
    assertThat(fixture.counts(Measure.LOAN, Dimension.AUDIENCE))
        .containsOnly(entry("children", 1L), entry("adult", 1L));
    assertThat(ofYear(MAIN))
        .extracting(
            YearOfBranch::loans,
            YearOfBranch::childrensLoans,
            YearOfBranch::stock,
            YearOfBranch::childrensStock)
        .containsExactly(2L, 1L, 8L, 1L);
  }

  @Test
  void whatWasDoneInTheSystemBeforeIsNotCounted() {
    fixture.set(Setting.STATISTICS_FROM, fixture.today.minusDays(10).toString(), null);
    fixture.lent("A", "1", 11);
    fixture.lent("A", "2", 10);
    put("old", ItemStatus.AVAILABLE, null, fixture.today.minusDays(11));
    fixture.countAll();
    assertThat(fixture.counts()).containsOnly(entry(Measure.LOAN, 1L));
    assertThat(fixture.counts(Measure.ACCESSION, Dimension.BRANCH)).containsEntry(MAIN, 7L);
  }

  @Test
  void renewalThatIsToldOfAfterwardsCountsOnceAtItsOwnTime() {
    fixture.lent("A", "1", 20);
    library.submit(
        new OfflineCommand.OfflineRenewal(
            TestLibrary.origin(library.north, UUID.randomUUID(), MAIN),
            CommandKey.of(Duration.ZERO, "renewal").hex(),
            "A",
            "1",
            fixture.noon(10),
            null));
    fixture.countAll();
    assertThat(fixture.counts(Measure.RENEWAL, Dimension.DAY))
        .containsOnly(entry(fixture.today.minusDays(10).toString(), 1L));
  }

  @Test
  void moneyIsCountedAsItIsChargedAndComesIn() {
    library.submit(
        new FeeCommand.ChargeFee(
            TestLibrary.origin(library.north, UUID.randomUUID(), MAIN),
            "A",
            FeeType.DAMAGE,
            5_000,
            null,
            null,
            Instant.now()));
    library.submit(
        new FeeCommand.Pay(
            TestLibrary.origin(library.north, UUID.randomUUID(), MAIN),
            "A",
            2_000,
            List.of(),
            PaymentMeans.CASH,
            "terminal 1",
            Instant.now()));
    fixture.countAll();
    assertThat(fixture.figures())
        .filteredOn(f -> f.measure() == Measure.FEE || f.measure() == Measure.PAYMENT)
        .extracting(f -> f.measure() + " " + f.count() + " " + f.amount())
        .containsExactlyInAnyOrder("FEE 1 5000", "PAYMENT 1 2000");
    assertThat(
            library.texts(
                library.north,
                "select measure || ' ' || branch || ' ' || sum(count) || ' ' || sum(amount) from statistic_day where measure in ('FEE', 'PAYMENT') group by measure, branch order by 1"))
        .as("at the patron's own branch")
        .containsExactly("FEE " + MAIN + " 1 5000", "PAYMENT " + MAIN + " 1 2000");
  }

  private void put(
      String barcode, ItemStatus status, @Nullable String location, @Nullable LocalDate accession) {
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(
                new NewItem(
                    barcode,
                    TestLibrary.TITLE,
                    MAIN,
                    "book",
                    status,
                    ItemDetails.builder().location(location).accession(accession).build())));
  }

  @Test
  void itemsAreAccessionsWhenTheyComeAndWithdrawalsWhenTheyGo() {
    fixture.countAll();
    assertThat(items()).containsExactly(7L, 0L);
    put("new", ItemStatus.AVAILABLE, null, null);
    put("new", ItemStatus.AVAILABLE, "Voksen", null); // the same again
    put("ordered", ItemStatus.ON_ORDER, null, null);
    put("borrowed", ItemStatus.AVAILABLE, null, null);
    fixture.countAll();
    assertThat(items()).containsExactly(9L, 0L);
    status("ordered", "AVAILABLE");
    status("1", "DISCARDED");
    status("2", "DISCARDED");
    status("2", "AVAILABLE"); // taken in again
    status("3", "LOST"); // lost, and not withdrawn
    fixture.countAll();
    assertThat(items()).containsExactly(10L, 1L);
    asNorth("delete from item where barcode = 'new'"); // an import that was undone
    fixture.countAll();
    assertThat(items()).containsExactly(9L, 1L);
  }

  private void status(String barcode, String status) {
    asNorth("update item set status = '%s' where barcode = '%s'".formatted(status, barcode));
  }

  private void asNorth(String sql) {
    library.asSuperuser(
        "select samling.act_as(%s); %s and tenant_id = %s"
            .formatted(library.north, sql, library.north));
  }

  private List<Long> items() {
    var counts = fixture.figures();
    return List.of(sum(counts, Measure.ACCESSION), sum(counts, Measure.WITHDRAWAL));
  }

  private static long sum(List<Figure> figures, Measure measure) {
    return figures.stream().filter(f -> f.measure() == measure).mapToLong(f -> f.count()).sum();
  }

  @Test
  void visitsAreThoseThatWereToldLast() {
    var day = fixture.today.minusDays(1);
    visits(new Visits(MAIN, "door", day, 10, 5), new Visits(MAIN, "door", day, 11, 7));
    visits(new Visits(MAIN, "door", day, 10, 6), new Visits(MAIN, "lift", day, null, 2));
    assertThat(fixture.counts()).containsOnly(entry(Measure.VISIT, 15L));
    assertThat(fixture.counts(Measure.VISIT, Dimension.HOUR))
        .containsOnly(entry("10", 6L), entry("11", 7L));
    visits(new Visits(MAIN, "door", day, null, 20));
    assertThat(fixture.counts())
        .as("the day as a whole takes the place of its hours")
        .containsOnly(entry(Measure.VISIT, 22L));
    assertThatThrownBy(() ->
            visits(new Visits(MAIN, "door", day, null, 20), new Visits(MAIN, "door", day, 3, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is counted either by the hour or for the whole day, not both");
  }

  private void visits(Visits... visits) {
    fixture.statistics.putVisits(library.north, List.of(visits), "test");
  }

  @Test
  void tenantsCountForThemselves() {
    fixture.lend("A", "1");
    library.submit(TestLibrary.checkout(library.south, "A", "1"));
    library.submit(TestLibrary.checkout(library.south, "A", "2"));
    fixture.countAll();
    assertThat(fixture.counts()).containsOnly(entry(Measure.LOAN, 1L));
  }
}
