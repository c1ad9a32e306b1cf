package org.samling.exchange.generate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.samling.core.StoreException;
import org.samling.library.Library;
import org.samling.library.config.Configuration;

/**
 * Generates a whole library in an empty store: tenants with branches, patrons, titles, items, open
 * loans, holds and debts. Everything follows from the seed, the sizes and the day: the same input
 * gives the same library, down to the identifiers.
 */
public final class LibraryGenerator {

  private static final int TITLES_AT_ONCE = 5_000;
  private static final int ROWS_AT_ONCE = 50_000;

  private final Sizes sizes;
  private final Draws draws;
  private final LocalDate day;
  private final Progress progress;

  /**
   * A generator.
   *
   * @param sizes how large the library is
   * @param seed distinguishes one library from another
   * @param day the day on whose morning the library is set: loans and holds are older, and what was
   *     due before it is overdue
   * @param progress receives the progress
   */
  public LibraryGenerator(Sizes sizes, long seed, LocalDate day, Progress progress) {
    this.sizes = sizes;
    this.draws = new Draws(seed);
    this.day = day;
    this.progress = progress;
  }

  /** Receives the progress. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Called when more rows have been written.
     *
     * @param rows how many more
     * @param what what they are, as a plural
     */
    void made(int rows, String what);
  }

  /**
   * Generates the library.
   *
   * @param library the library, open, with nothing in it
   * @param configuration the configuration with which it was opened
   * @throws IllegalStateException when there is something in the library; nothing was done then
   * @throws StoreException when the database refuses; what is there by then is not a whole library
   */
  public void make(Library library, Configuration configuration) {
    mustBeEmpty(library);
    try {
      fill(library, Rights.of(library, configuration));
    } catch (SQLException e) {
      throw new StoreException(
          StoreException.Kind.UNAVAILABLE,
          "the library is incomplete, because the database refused: " + e.getMessage(),
          e);
    }
  }

  private void fill(Library library, Rights rights) throws SQLException {
    var titles = new Titles(draws, day);
    var organisation = new Organisation(library.store().libraryRegister(), day);
    try (var connection = rights.connect()) {
      for (var first = 1; first <= sizes.titles(); first += TITLES_AT_ONCE) {
        var last = Math.min(sizes.titles(), first + TITLES_AT_ONCE - 1);
        titles.write(connection, first, last);
        progress.made(last - first + 1, "titles");
      }
      for (var tenant = 1; tenant <= sizes.tenants(); tenant++) {
        var share = sizes.share(tenant);
        fill(connection, organisation.make(share), share, titles);
      }
    }
    rights.settle();
  }

  /** The code of a tenant, from 1. */
  public static String code(int tenant) {
    return Organisation.code(tenant);
  }

  /** The name of the account of a tenant's kiosks, from 1; its password is the same. */
  public static String kiosk(int tenant) {
    return Organisation.kiosk(tenant);
  }

  /** The name of the account of a tenant's interlibrary-loan system; its password is the same. */
  public static String partner(int tenant) {
    return Organisation.partner(tenant);
  }

  private static void mustBeEmpty(Library library) {
    var tenants = library.store().tenants().all();
    if (!tenants.isEmpty() || library.store().catalogueFeed().approximateCount() > 0) {
      var codes = tenants.stream().map(t -> t.code()).toList();
      throw new IllegalStateException(
          "the library is not empty: it has %s. Give another directory with --data, or a configuration with an empty database"
              .formatted(codes.isEmpty() ? "records" : "the tenants " + String.join(", ", codes)));
    }
  }

  private void fill(Connection connection, Organisation.Made made, Sizes.Share share, Titles titles)
      throws SQLException {
    var id = made.id();
    var people = new PatronsAndItems(draws, day, titles, made, share);
    for (var range : ranges(share.firstPatron(), share.patrons())) {
      for (var sql : people.patrons(range.first(), range.last())) {
        Rights.execute(connection, id, sql);
      }
      progress.made(range.last() - range.first() + 1, "patrons");
    }
    for (var range : ranges(share.firstItem(), share.items())) {
      Rights.execute(connection, id, people.items(range.first(), range.last()));
      progress.made(range.last() - range.first() + 1, "items");
    }
    var desk = new LoansAndHolds(draws, day, people, made, share);
    exactly(share.loans(), "loans", Rights.execute(connection, id, desk.loans()));
    Rights.execute(connection, id, desk.itemsLent());
    progress.made(share.loans(), "loans");
    exactly(share.holds(), "holds", Rights.execute(connection, id, desk.waiting()));
    exactly(share.setAside(), "items set aside", Rights.execute(connection, id, desk.setAside()));
    Rights.execute(connection, id, desk.itemsSetAside());
    Rights.execute(connection, id, desk.pickupNumbers());
    Rights.execute(connection, id, desk.transits());
    progress.made(share.holds(), "holds");
  }

  private static void exactly(int wanted, String what, int made) {
    if (made != wanted) {
      throw new IllegalStateException(
          "%,d %s were requested, but only %,d could be made: there are too few items for more"
              .formatted(wanted, what, made));
    }
  }

  private record Range(int first, int last) {}

  private static List<Range> ranges(int first, int count) {
    var ranges = new ArrayList<Range>();
    for (var at = first; at < first + count; at += ROWS_AT_ONCE) {
      ranges.add(new Range(at, Math.min(first + count, at + ROWS_AT_ONCE) - 1));
    }
    return ranges;
  }
}
