package org.samling.exchange.cutover;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.samling.exchange.cutover.MappingContent.Layout;

/** The notation of dates and amounts in an export. */
final class Notation {

  private static final String ISO = "iso";
  private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

  private final List<DateTimeFormatter> formats = new ArrayList<>();
  private final String amounts;

  /**
   * Reads the notation from a layout.
   *
   * @throws IllegalArgumentException for an invalid pattern
   */
  Notation(Layout layout) {
    for (var pattern : layout.dates() == null ? List.of(ISO) : layout.dates()) {
      if (pattern.equals(ISO)) {
        formats.add(DateTimeFormatter.ISO_DATE_TIME);
        formats.add(DateTimeFormatter.ISO_LOCAL_DATE);
      } else {
        // Strict, so that 30 February is an error; u is the year that needs no era.
        formats.add(
            DateTimeFormatter.ofPattern(pattern.replace('y', 'u'))
                .withResolverStyle(ResolverStyle.STRICT));
      }
    }
    this.amounts = layout.amounts() == null ? "point" : layout.amounts();
  }

  /** Which moment of a day is meant where only the day is written. */
  enum Moment {
    /** The first. */
    FIRST,
    /** The last second. */
    LAST
  }

  /**
   * Reads a time.
   *
   * @throws DateTimeException for text that is not a time
   */
  Instant instant(String text, ZoneId zone, Moment moment) {
    var time = moment == Moment.FIRST ? LocalTime.MIN : LAST_SECOND;
    return switch (read(text)) {
      case OffsetDateTime t -> t.toInstant();
      case LocalDateTime t -> t.atZone(zone).toInstant();
      case LocalDate d -> d.atTime(time).atZone(zone).toInstant();
      case Object o -> throw new IllegalStateException("not asked for: " + o);
    };
  }

  /**
   * Reads a day.
   *
   * @throws DateTimeException for text that is not a day
   */
  LocalDate day(String text, ZoneId zone) {
    return switch (read(text)) {
      case OffsetDateTime t -> t.atZoneSameInstant(zone).toLocalDate();
      case LocalDateTime t -> t.toLocalDate();
      case LocalDate d -> d;
      case Object o -> throw new IllegalStateException("not asked for: " + o);
    };
  }

  private Object read(String text) {
    for (var format : formats) {
      try {
        return format.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      } catch (DateTimeException _) {
        // the next format may fit
      }
    }
    throw new DateTimeException("no pattern matches");
  }

  /**
   * Reads an amount.
   *
   * @return minor units of the currency
   * @throws ArithmeticException for an amount that can't be represented
   * @throws NumberFormatException for text that is not an amount
   */
  long amount(String text, Currency currency) {
    var plain = text.replace(" ", "").replace("\u00a0", "");
    return switch (amounts) {
      case "minor-units" -> Long.parseLong(plain);
      case "comma" -> minor(plain.replace(".", "").replace(',', '.'), currency);
      default -> minor(plain.replace(",", ""), currency);
    };
  }

  private static long minor(String plain, Currency currency) {
    return new BigDecimal(plain)
        .movePointRight(Math.max(0, currency.getDefaultFractionDigits()))
        .stripTrailingZeros()
        .longValueExact();
  }
}
