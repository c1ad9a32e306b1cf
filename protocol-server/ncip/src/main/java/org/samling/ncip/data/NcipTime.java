package org.samling.ncip.data;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.Locale;
import java.util.Optional;

/**
 * Times as the schema requires them (xs:dateTime), and as senders write them: without seconds,
 * without a zone, without a time.
 */
public final class NcipTime {
  /** The length of the date. */
  private static final int DATE = 10;

  private static final DateTimeFormatter LENIENT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd")
          .optionalStart()
          .appendPattern("['T'][' ']HH:mm[:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .optionalEnd()
          .appendPattern("[XXX][XX][X]")
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
          .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
          .toFormatter(Locale.ROOT);

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private NcipTime() {}

  /**
   * The instant; {@code zone} is the zone of a text without one, and midnight in it the time of a
   * text without one. Empty if the text is not a valid date.
   */
  public static Optional<Instant> read(String text, ZoneId zone) {
    try {
      // Parsed separately, because the whole is parsed so leniently that it would accept 30
      // February.
      var date = LocalDate.parse(text.substring(0, Math.min(DATE, text.length())));
      if (date.getYear() < 1) {
        return Optional.empty();
      }
      var parsed = LENIENT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      return Optional.of(
          switch (parsed) {
            case OffsetDateTime withZone -> withZone.toInstant();
            case LocalDateTime local -> local.atZone(zone).toInstant();
            default ->
                throw new IllegalStateException("neither an instant nor a local time: " + parsed);
          });
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** The instant in UTC, to the second. */
  public static String write(Instant instant) {
    if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
      throw beyond(instant);
    }
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * The date with a time, because the schema requires one, and without a zone that could shift it.
   */
  public static String write(LocalDate date) {
    if (date.getYear() < 1 || date.getYear() > 9999) {
      throw beyond(date);
    }
    return date + "T00:00:00";
  }

  private static IllegalArgumentException beyond(Temporal time) {
    return new IllegalArgumentException("NCIP writes the years 0001 to 9999: " + time);
  }
}
