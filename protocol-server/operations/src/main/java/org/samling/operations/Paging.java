package org.samling.operations;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted.
 *
 * @param after the {@code next} of the page before; empty for the first page
 * @param limit the most entries that the page may have
 */
public record Paging(String after, int limit) {

  /** The default number of entries on a page. */
  public static final int DEFAULT = 100;

  /** The maximum number of entries on a page. */
  public static final int MAX = 1_000;

  /** The maximum number of entries on a page of a list that is read by programs, whole. */
  public static final int LONG_MAX = 10_000;

  /** What {@code next} is, in the words of every list. */
  public static final String NEXT =
      "the value of \"after\" for the next page; null on the last page";

  /** The first page, of the usual size. */
  public static final Paging FIRST = new Paging("", DEFAULT);

  /**
   * A page.
   *
   * @param entries its entries
   * @param next what the next page comes after, or null where there is no more
   */
  public record Page<T>(List<T> entries, @Nullable String next) {

    /** Copies the list. */
    public Page {
      entries = List.copyOf(entries);
    }

    /** The page with its entries in another form. */
    public <R> Page<R> map(Function<T, R> form) {
      return new Page<>(entries.stream().map(form).toList(), next);
    }
  }

  /** How many entries to fetch: one more than fits shows whether there is another page. */
  public int fetched() {
    return limit + 1;
  }

  /**
   * The page, from entries of which {@link #fetched} were asked for.
   *
   * @param mark what comes after an entry: the value that {@link #after} will have
   */
  public <T> Page<T> of(List<T> found, Function<T, String> mark) {
    var shown = found.subList(0, Math.min(limit, found.size()));
    return new Page<>(shown, found.size() > limit ? mark.apply(shown.getLast()) : null);
  }

  /**
   * The page of a list that is in memory whole.
   *
   * @param all the entries in order; the list starts anew where the one in {@code after} is gone
   * @param mark what comes after an entry
   */
  public <T> Page<T> within(List<T> all, Function<T, String> mark) {
    var first = 0;
    for (var i = 0; i < all.size(); i++) {
      if (mark.apply(all.get(i)).equals(after)) {
        first = i + 1;
      }
    }
    return of(all.subList(first, all.size()), mark);
  }
}
