package org.samling.cli.common;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a day as it is typed. */
public final class Day implements ITypeConverter<LocalDate> {

  private static final int EARLIEST = 1800;
  private static final int LATEST = 2200;

  @Override
  public LocalDate convert(String text) {
    try {
      var day = LocalDate.parse(text);
      if (day.getYear() >= EARLIEST && day.getYear() <= LATEST) {
        return day;
      }
    } catch (DateTimeParseException _) {
      // reported below
    }
    throw new TypeConversionException(
        "must be a day such as 2026-12-24, between %d and %d, not \"%s\""
            .formatted(EARLIEST, LATEST, text));
  }
}
