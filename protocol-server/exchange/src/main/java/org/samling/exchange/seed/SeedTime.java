package org.samling.exchange.seed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Resolves written times: relative to the moment of loading ({@code -20d}, {@code +2y}), a date, or
 * an instant.
 *
 * @param now the moment of loading
 * @param zone the zone of the tenant
 */
record SeedTime(Instant now, ZoneId zone) {

  private static final Pattern RELATIVE = Pattern.compile("([+-][0-9]+)([hdwy])");

  private static final SeedTime ANY = new SeedTime(Instant.EPOCH, ZoneOffset.UTC);

  /** Says what is wrong with a text in the form of a time; empty where it is valid. */
  static Optional<String> fault(String text) {
    try {
      var year = ANY.day(text).getYear();
      return year >= 1800 && year <= 2200
          ? Optional.empty()
          : Optional.of("must be nearer to the present, not " + text);
    } catch (DateTimeException _) {
      return Optional.of("must be a valid time, not \"%s\"".formatted(text));
    }
  }

  /** The instant; for a date, the first of the day. */
  Instant at(String text) {
    return moment(text).toInstant();
  }

  /** The day. */
  LocalDate day(String text) {
    return moment(text).toLocalDate();
  }

  /** The instant until which something lasts; for a date, the last second of the day. */
  Instant until(String text) {
    return text.endsWith("h") || text.contains("T")
        ? at(text)
        : day(text).plusDays(1).atStartOfDay(zone).minusSeconds(1).toInstant();
  }

  private ZonedDateTime moment(String text) {
    var relative = RELATIVE.matcher(text);
    if (relative.matches()) {
      var from = now.atZone(zone);
      var number = Integer.parseInt(relative.group(1));
      return switch (relative.group(2)) {
        case "h" -> from.plusHours(number);
        case "d" -> from.plusDays(number);
        case "w" -> from.plusWeeks(number);
        default -> from.plusYears(number);
      };
    }
    return text.contains("T")
        ? OffsetDateTime.parse(text).atZoneSameInstant(zone)
        : LocalDate.parse(text).atStartOfDay(zone);
  }
}
