package org.samling.bench.kiosk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.samling.bench.library.Stock;

/**
 * The patrons and items of the kiosks.
 *
 * <p>Safe for use by many threads.
 *
 * @param patrons the patrons' cards
 * @param items the items on the shelf
 */
record KioskStock(List<String> patrons, Queue<Stock.Copy> items) {

  private static final Pattern RANGE = Pattern.compile("(.*)\\{(\\d{1,18})-(\\d{1,18})}(.*)");
  private static final int MOST = 5_000_000;

  /** The stock of a tenant of a generated library. */
  static KioskStock of(Stock stock) {
    return new KioskStock(stock.cards(), stock.free());
  }

  /**
   * Reads the stock given on the command line.
   *
   * @param patrons a file with a card number on each line, or a pattern such as {@code
   *     AA{0001-2000}}
   * @param items the same for barcodes
   * @param branch the branch at which they are lent, or empty
   * @throws IllegalArgumentException if there are none
   */
  static KioskStock of(String patrons, String items, String branch) throws IOException {
    return new KioskStock(
        named(patrons),
        new ConcurrentLinkedQueue<>(
            named(items).stream().map(barcode -> new Stock.Copy(barcode, branch)).toList()));
  }

  private static List<String> named(String source) throws IOException {
    var range = RANGE.matcher(source);
    List<String> names;
    if (range.matches()) {
      var width = range.group(2).length();
      var from = Long.parseLong(range.group(2));
      var to = Long.parseLong(range.group(3));
      names =
          LongStream.rangeClosed(from, Math.min(to, from + MOST))
              .mapToObj(n -> range.group(1) + ("%0" + width + "d").formatted(n) + range.group(4))
              .toList();
    } else if (Files.isReadable(Path.of(source))) {
      names =
          Files.readAllLines(Path.of(source)).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
    } else {
      throw new IllegalArgumentException(
          "%s is neither a file nor a pattern like AA{0001-2000}".formatted(source));
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException("%s is empty".formatted(source));
    }
    return names;
  }

  /** A random patron's card. */
  String patron() {
    return patrons.get(ThreadLocalRandom.current().nextInt(patrons.size()));
  }

  /**
   * Takes an item from the shelf.
   *
   * @throws IllegalStateException if all are lent
   */
  Stock.Copy take() {
    var item = items.poll();
    if (item == null) {
      throw new IllegalStateException(
          "no item is left on the shelf: name more, or let the mix return what it lends");
    }
    return item;
  }

  /** Puts an item back on the shelf. */
  void put(Stock.Copy item) {
    items.add(item);
  }
}
