package org.samling.sip2;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A date and time, {@code YYYYMMDDZZZZHHMMSS} in eighteen characters. {@code ZZZZ} is four blanks
 * for local time, or a military zone letter on the right: {@code Z} for UTC, {@code A} (+1) to
 * {@code M} (+12) without {@code J}, {@code N} (-1) to {@code Y} (-12). Anything else in these four
 * characters is read as local time.
 *
 * @param wire the text on the wire, whatever it was
 */
public record Sip2Date(String wire) implements Sip2Value {
  /** No date: eighteen blanks. */
  public static final Sip2Date BLANK = new Sip2Date("                  ");

  static final int WIDTH = 18;
  private static final int DATE_DIGITS = 8;
  private static final int TIME_DIGITS = 6;

  static Sip2Date read(String wire) {
    return wire.isBlank() ? BLANK : new Sip2Date(wire);
  }

  /** The local time at {@code zone}, written without a zone. */
  public static Sip2Date of(Instant instant, ZoneId zone) {
    return of(LocalDateTime.ofInstant(instant, zone), "    ");
  }

  /** The time in UTC, marked with the letter {@code Z}. */
  public static Sip2Date utc(Instant instant) {
    return of(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), "   Z");
  }

  private static Sip2Date of(LocalDateTime time, String zone) {
    if (time.getYear() < 1 || time.getYear() > 9999) {
      throw new IllegalArgumentException("SIP2 writes the years 0001 to 9999: " + time);
    }
    var text = new StringBuilder(WIDTH);
    two(text, time.getYear() / 100);
    two(text, time.getYear() % 100);
    two(text, time.getMonthValue());
    two(text, time.getDayOfMonth());
    text.append(zone);
    two(text, time.getHour());
    two(text, time.getMinute());
    two(text, time.getSecond());
    return new Sip2Date(text.toString());
  }

  private static void two(StringBuilder text, int number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  public boolean isBlank() {
    return wire.isBlank();
  }

  /**
   * The instant; {@code local} is the zone of a date without one. Empty if the text is blank or not
   * a valid date (year 0000, month 13, hour 24). An hour skipped by a change to summer time is
   * moved forward.
   */
  public Optional<Instant> toInstant(ZoneId local) {
    int length = wire.length();
    if (length < DATE_DIGITS + TIME_DIGITS || length > WIDTH) {
      return Optional.empty();
    }
    int date = number(0, DATE_DIGITS);
    int time = number(length - TIME_DIGITS, length);
    if (date < 0 || time < 0) {
      return Optional.empty();
    }
    int year = date / 10_000;
    int month = date / 100 % 100;
    int day = date % 100;
    int hour = time / 10_000;
    int minute = time / 100 % 100;
    int second = time % 100;
    if (year == 0
        || month < 1
        || month > 12
        || day < 1
        || hour > 23
        || minute > 59
        || second > 59) {
      return Optional.empty();
    }
    if (day > LocalDate.of(year, month, 1).lengthOfMonth()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(year, month, day, hour, minute, second).atZone(zone(local)).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty(); // beyond what the zone's rules cover
    }
  }

  private ZoneId zone(ZoneId local) {
    if (wire.length() != WIDTH || !wire.startsWith("   ", DATE_DIGITS)) {
      return local;
    }
    char letter = wire.charAt(DATE_DIGITS + 3);
    if (letter == 'Z') {
      return ZoneOffset.UTC;
    } else if (letter >= 'A' && letter <= 'I') {
      return ZoneOffset.ofHours(letter - 'A' + 1);
    } else if (letter >= 'K' && letter <= 'M') {
      return ZoneOffset.ofHours(letter - 'K' + 10);
    } else if (letter >= 'N' && letter <= 'Y') {
      return ZoneOffset.ofHours('N' - letter - 1);
    }
    return local;
  }

  private int number(int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = wire.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  /**
   * Eighteen characters: a date whose zone was cut short gets its blanks back, anything else is
   * padded on the right.
   */
  String padded() {
    int length = wire.length();
    if (length >= DATE_DIGITS + TIME_DIGITS
        && length < WIDTH
        && number(0, DATE_DIGITS) >= 0
        && number(length - TIME_DIGITS, length) >= 0) {
      return wire.substring(0, DATE_DIGITS) + "    " + wire.substring(length - TIME_DIGITS);
    }
    return wire;
  }

  @Override
  public String toString() {
    return wire;
  }
}
