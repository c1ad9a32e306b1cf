package org.samling.exchange.cutover;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Recognises PINs that are easily guessed. They are taken over all the same, but reported. */
final class Pins {

  private static final int SHORTEST = 4;
  private static final String UP = "01234567890123456789";
  private static final String DOWN = "98765432109876543210";
  private static final List<DateTimeFormatter> BIRTHS =
      Stream.of("ddMM", "MMdd", "yyyy", "ddMMyy", "yyMMdd")
          .map(DateTimeFormatter::ofPattern)
          .toList();

  private Pins() {}

  /** Whether a PIN is too short, one repeated digit, a run, a birthday, or the end of the card. */
  static boolean isWeak(String pin, String card, @Nullable LocalDate birth) {
    return pin.length() < SHORTEST
        || pin.chars().distinct().count() == 1
        || UP.contains(pin)
        || DOWN.contains(pin)
        || card.endsWith(pin)
        || (birth != null && BIRTHS.stream().anyMatch(form -> form.format(birth).equals(pin)));
  }
}
