package org.samling.rest;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestProblem;

/**
 * Marks where a page ended, in a list that is not ordered by the ids of its entries. It holds the
 * sort key of the last entry, so that the next page begins there even if that entry is gone by
 * then. To clients it is opaque.
 */
final class RestPageMark {

  private static final String BETWEEN = "\n";
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private RestPageMark() {}

  /** The value of {@code next}; no part may contain a line feed. */
  static String of(@Nullable Object... parts) {
    var text =
        Arrays.stream(parts)
            .map(part -> part == null ? "" : part.toString())
            .collect(Collectors.joining(BETWEEN));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The place in {@code after}, or null for the first page.
   *
   * @param read builds it from its parts; throws what parsing throws where they are malformed
   */
  static <T> @Nullable T after(RestExchange exchange, Function<List<String>, T> read) {
    var text = RestPages.after(exchange);
    if (text.isEmpty()) {
      return null;
    }
    try {
      var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      if (parts.indexOf('\0') < 0) {
        return read.apply(List.of(parts.split(BETWEEN, -1)));
      }
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException _) {
      // Answered below.
    }
    throw unfit();
  }

  /** The problem for an {@code after} that is not valid. */
  static RestProblem unfit() {
    return new RestProblem(
        Status.BAD_REQUEST, "\"after\" must be the value of \"next\" on the previous page.");
  }

  /** A day that the store can represent. */
  static LocalDate day(String text) {
    var day = LocalDate.parse(text);
    moment(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    return day;
  }

  /** An instant that the store can represent. */
  static Instant moment(String text) {
    return moment(Instant.parse(text));
  }

  private static Instant moment(Instant moment) {
    if (moment.isBefore(Instant.EPOCH) || moment.isAfter(LAST)) {
      throw new DateTimeException("there is nothing of " + moment);
    }
    return moment;
  }
}
