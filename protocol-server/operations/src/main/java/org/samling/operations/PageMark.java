package org.samling.operations;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Marks where a page ended, in a list that is not ordered by the ids of its entries. It holds the
 * sort key of the last entry, so that the next page begins there even if that entry is gone by
 * then. To clients it is opaque.
 */
public final class PageMark {

  private static final String BETWEEN = "\n";
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private PageMark() {}

  /** The value of {@code next}; no part may contain a line feed. */
  public static String of(@Nullable Object... parts) {
    var text =
        Arrays.stream(parts)
            .map(part -> part == null ? "" : part.toString())
            .collect(Collectors.joining(BETWEEN));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The position in {@code after}, or null for the first page.
   *
   * @param after what {@link #of} made, or empty
   * @param read builds it from its parts; throws what parsing throws where they are malformed
   * @throws Problem when nothing of ours
   */
  public static <T> @Nullable T read(String after, Function<List<String>, T> read) {
    if (after.isEmpty()) {
      return null;
    }
    try {
      var parts = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
      if (parts.indexOf('\0') < 0) {
        return read.apply(List.of(parts.split(BETWEEN, -1)));
      }
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException _) {
      // Answered below.
    }
    throw unfit();
  }

  /** The id in {@code after} of a list that is ordered by ids; null for the first page. */
  public static @Nullable UUID id(String after) {
    try {
      return after.isEmpty() ? null : UUID.fromString(after);
    } catch (IllegalArgumentException _) {
      throw unfit();
    }
  }

  /** The problem for an {@code after} that is not valid. */
  public static Problem unfit() {
    return Problem.invalid(
        Sentence.unfit(
            "after",
            new Sentence(
                "the value of \"next\" on the previous page", "den forrige sides \"next\"")));
  }

  /** A day that the store can represent. */
  public static LocalDate day(String text) {
    var day = LocalDate.parse(text);
    moment(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    return day;
  }

  /** An instant that the store can represent. */
  public static Instant moment(String text) {
    return moment(Instant.parse(text));
  }

  private static Instant moment(Instant moment) {
    if (moment.isBefore(Instant.EPOCH) || moment.isAfter(LAST)) {
      throw new DateTimeException("there is nothing of " + moment);
    }
    return moment;
  }
}
