package org.samling.core.patron;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;

/**
 * What a new PIN must be like. PINs that patrons have already are not held against it.
 *
 * @param shortest its least number of characters
 * @param longest its greatest number
 * @param digitsOnly whether it has digits only, as many kiosks have no other keys
 * @param refusesTrivial whether those that are guessed first are refused
 */
public record PinRules(int shortest, int longest, boolean digitsOnly, boolean refusesTrivial) {

  /** The forms in which people use their birth date as a PIN. */
  private static final List<DateTimeFormatter> BIRTH_DATES =
      Arrays.stream(
              "ddMM MMdd yyyy MMyy yyMM ddMMyy MMddyy yyMMdd ddMMyyyy MMddyyyy yyyyMMdd MMyyyy yyyyMM"
                  .split(" ", -1))
          .map(DateTimeFormatter::ofPattern)
          .toList();

  private static final int DIGITS = 10;
  private static final int LEAST = 4;

  /** The greatest length counts for both where the least one is above it. */
  public PinRules {
    shortest = Math.min(shortest, longest);
  }

  /** What a tenant has set. */
  public static PinRules of(LendingPolicy policy, Instant now) {
    var day = policy.day(now);
    return new PinRules(
        policy.setting(Setting.PIN_SHORTEST, "", day).value(),
        policy.setting(Setting.PIN_LONGEST, "", day).value(),
        policy.setting(Setting.PIN_DIGITS_ONLY, "", day).value(),
        policy.setting(Setting.PIN_REFUSE_TRIVIAL, "", day).value());
  }

  /**
   * Whose PIN it is to be.
   *
   * @param birthDate the birth date, or null
   * @param cards the card numbers
   */
  public record Owner(@Nullable LocalDate birthDate, List<String> cards) {
    /** Copies the list. */
    public Owner {
      cards = List.copyOf(cards);
    }
  }

  /** Whether a patron may have this PIN. */
  public boolean accepts(Secret pin, Owner owner) {
    var text = pin.value();
    return text.length() >= shortest
        && text.length() <= longest
        && text.chars().allMatch(c -> isDigit(c) || !digitsOnly && c > ' ' && c < 0x7f && c != '|')
        && !(refusesTrivial && isTrivial(pin, owner));
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  /**
   * Whether a PIN is among those that are guessed first: one of fewer than four characters, a row,
   * a repetition, the birth date, or the end of a card number.
   */
  public static boolean isTrivial(Secret secret, Owner owner) {
    var pin = secret.value();
    var born = owner.birthDate();
    return pin.length() < LEAST
        || isRow(pin, 1)
        || isRow(pin, -1)
        || isRepeated(pin)
        || owner.cards().stream().anyMatch(card -> card.endsWith(pin))
        || born != null
            && BIRTH_DATES.stream().map(born::format).anyMatch(date -> date.equals(pin));
  }

  /** Whether it counts up or down, such as 4567 or 2109. */
  private static boolean isRow(String pin, int step) {
    for (var i = 1; i < pin.length(); i++) {
      var before = pin.charAt(i - 1);
      var here = pin.charAt(i);
      var isNext =
          isDigit(before) && isDigit(here)
              ? Math.floorMod(here - before - step, DIGITS) == 0
              : here - before == step;
      if (!isNext) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is one part again and again, such as 7777 or 1212. */
  private static boolean isRepeated(String pin) {
    for (var part = 1; part <= pin.length() / 2; part++) {
      if (pin.length() % part == 0
          && pin.substring(0, part).repeat(pin.length() / part).equals(pin)) {
        return true;
      }
    }
    return false;
  }

  /** A PIN of digits that this patron may have, as short as may be. */
  public Secret random(RandomGenerator random, Owner owner) {
    while (true) {
      var digits = new StringBuilder();
      for (var i = 0; i < shortest; i++) {
        digits.append(random.nextInt(DIGITS));
      }
      var pin = new Secret(digits.toString());
      if (accepts(pin, owner)) {
        return pin;
      }
    }
  }

  /** What it must be like, as the end of a sentence that begins with "A PIN". */
  public String words() {
    return "has %s%s%s"
        .formatted(
            shortest == longest ? shortest : shortest + " to " + longest,
            digitsOnly ? " digits" : " letters, digits and signs",
            refusesTrivial
                ? ", and is not guessed easily, such as 1234, a birth date or the end of a card number"
                : "");
  }
}
