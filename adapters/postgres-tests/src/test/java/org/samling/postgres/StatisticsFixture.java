package org.samling.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Unit;
import org.samling.core.statistics.Dimension;
import org.samling.core.statistics.Measure;
import org.samling.core.statistics.Statistics;
import org.samling.core.statistics.Statistics.Figure;
import org.samling.core.statistics.Statistics.FigureQuery;

/** The first tenant of a test library, by what is counted there. */
final class StatisticsFixture implements AutoCloseable {

  static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  static final String MAIN = TestLibrary.MAIN;

  final TestLibrary library = new TestLibrary();
  final Statistics statistics = library.store.statistics();
  final LocalDate today = LocalDate.now(ZONE);

  /** Patrons of an age. */
  void addPersons(int years, String... cards) {
    library
        .store
        .patronRegister()
        .putPatrons(
            library.north,
            List.of(cards).stream()
                .map(card -> TestLibrary.born(card, today.minusYears(years).minusDays(40)))
                .toList());
  }

  void lend(String patron, String item) {
    library.submit(TestLibrary.checkout(library.north, patron, item));
  }

  /** A loan at noon some days ago. */
  void lent(String patron, String item, int daysAgo) {
    library.submit(
        new LoanCommand.Checkout(
            TestLibrary.origin(library.north, UUID.randomUUID(), MAIN),
            patron,
            item,
            false,
            new LoanCommand.AsRecorded(noon(daysAgo), null, 0)));
  }

  void returned(String item, int daysAgo) {
    library.submit(
        new LoanCommand.Checkin(
            TestLibrary.origin(library.north, UUID.randomUUID(), MAIN),
            item,
            noon(daysAgo).plus(Duration.ofHours(1))));
  }

  Instant noon(int daysAgo) {
    return today.minusDays(daysAgo).atTime(12, 0).atZone(ZONE).toInstant();
  }

  void giveBack(String item) {
    library.submit(TestLibrary.checkin(library.north, item, MAIN));
  }

  /** Counts all there is. */
  int countAll() {
    var all = 0;
    int page;
    do {
      page = statistics.count(library.north, 100);
      all += page;
    } while (page == 100);
    return all;
  }

  List<Figure> figures(Dimension... by) {
    return statistics.figures(
        library.north,
        new FigureQuery(
            today.minusDays(400), today, null, EnumSet.allOf(Measure.class), List.of(by)));
  }

  /** How many of each measure that there is, but for items that came in. */
  Map<Measure, Long> counts() {
    return figures().stream()
        .filter(f -> f.measure() != Measure.ACCESSION)
        .collect(Collectors.toMap(Figure::measure, Figure::count, Long::sum, LinkedHashMap::new));
  }

  /** The counts of a measure by the value of a dimension. */
  Map<String, Long> counts(Measure measure, Dimension by) {
    return figures(by).stream()
        .filter(f -> f.measure() == measure)
        .collect(
            Collectors.toMap(
                f -> f.values().getOrDefault(by, ""),
                Figure::count,
                Long::sum,
                LinkedHashMap::new));
  }

  /** Sets a setting at a place within the main branch, or for the whole tenant. */
  void set(Setting<?> setting, String value, @Nullable String location) {
    library
        .store
        .policyRegister()
        .putSettings(
            library.north,
            List.of(
                new SettingValue(
                    setting.name(),
                    location == null
                        ? new Unit(Unit.Level.TENANT, "north")
                        : Unit.path("north", "799700", MAIN, location).getFirst(),
                    value,
                    LocalDate.EPOCH,
                    null,
                    "test",
                    Instant.now())));
  }

  @Override
  public void close() {
    library.close();
  }
}
