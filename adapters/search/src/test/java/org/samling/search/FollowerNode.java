package org.samling.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.samling.core.search.CatalogueFeed.Gone;
import org.samling.core.search.RecordList;
import org.samling.core.search.TestRecord;

/**
 * A process whose index follows a catalogue that never stops to change, until it is killed. The
 * catalogue is the same in every process after as many changes.
 */
final class FollowerNode {

  private static final int RECORDS = 3_000;

  private static final SearchSettings SETTINGS =
      new SearchSettings(
          Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofSeconds(30), 1_000, 1_000);

  private FollowerNode() {}

  /**
   * Follows.
   *
   * @param arguments the index's directory, and after how many changes to begin
   */
  public static void main(String[] arguments) throws InterruptedException {
    var begin = Integer.parseInt(arguments[1]);
    var records = catalogue(begin);
    try (var catalogue = LuceneCatalogue.open(Path.of(arguments[0]), records, SETTINGS)) {
      catalogue.follow();
      while (!catalogue.state().hasCaughtUp()) {
        Thread.sleep(1);
      }
      for (var change = begin; ; change++) {
        // Told first, so that no change is in the index that was not told.
        System.out.println(change + 1);
        change(change, records);
        if (change % 20 == 0) {
          Thread.sleep(1);
        }
      }
    }
  }

  /** The catalogue after some changes. */
  static RecordList catalogue(int changes) {
    var records = new RecordList("here");
    for (var number = 1; number <= RECORDS; number++) {
      records.put(record(number, new Random(number)).present());
    }
    for (var change = 0; change < changes; change++) {
      change(change, records);
    }
    return records;
  }

  static void change(int number, RecordList records) {
    var random = new Random(-1L - number);
    var record = 1 + random.nextInt(RECORDS + RECORDS / 2);
    records.put(
        random.nextInt(4) == 0
            ? new Gone(TestRecord.id(record))
            : record(record, random).present());
  }

  private static TestRecord record(int number, Random random) {
    var record =
        TestRecord.of(number)
            .year(Integer.toString(1950 + random.nextInt(75)))
            .localTo(1 + random.nextInt(3))
            .field("100", "1 ", "a", "Navn, " + word(random))
            .field("245", "10", "a", word(random) + " " + word(random), "b", word(random))
            .field("650", " 4", "a", word(random));
    return random.nextInt(20) == 0
        ? TestRecord.of(number)
            .authority()
            .field("150", "  ", "a", word(random))
            .field("450", "  ", "a", word(random))
        : record;
  }

  private static String word(Random random) {
    return "ord" + Integer.toString(random.nextInt(500), Character.MAX_RADIX) + "å";
  }
}
