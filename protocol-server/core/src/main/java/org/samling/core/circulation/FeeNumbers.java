package org.samling.core.circulation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Short numbers by which a patron's fees can be read aloud and paid. A number follows from the
 * fee's id, so that it is the same wherever and whenever it is shown, and nothing is stored for it.
 * It has six digits, or more where another fee of the same patron begins with the same six. It
 * names a fee among its patron's open ones only.
 */
public final class FeeNumbers {

  private static final int SHORTEST = 6;
  private static final int LONGEST = 12;
  private static final long LEAST = 100_000_000_000L; // of twelve digits
  private static final Pattern NUMBER =
      Pattern.compile("[0-9]{%d,%d}".formatted(SHORTEST, LONGEST));

  private FeeNumbers() {}

  /**
   * The numbers of a patron's open fees.
   *
   * @param fees the ids of all of them
   * @return the numbers by id
   */
  public static Map<UUID, String> of(Collection<UUID> fees) {
    var sorted = new TreeMap<String, UUID>();
    fees.forEach(fee -> sorted.put(digits(fee), fee));
    var numbers = new HashMap<UUID, String>();
    sorted.forEach((digits, fee) -> {
      var shared =
          Math.max(
              shared(digits, sorted.lowerKey(digits)), shared(digits, sorted.higherKey(digits)));
      numbers.put(fee, digits.substring(0, Math.max(SHORTEST, shared + 1)));
    });
    return numbers;
  }

  /** How many digits two numbers begin with in common. */
  private static int shared(String digits, @Nullable String other) {
    var length = 0;
    while (other != null && digits.charAt(length) == other.charAt(length)) {
      length++; // two that are the same are one key
    }
    return length;
  }

  /** Whether a text has the form of a number. */
  public static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /**
   * The fee that a number names; empty where none or several begin with it.
   *
   * @param fees the ids of all open fees of the patron
   */
  public static Optional<UUID> find(Collection<UUID> fees, String number) {
    var named = fees.stream().filter(fee -> digits(fee).startsWith(number)).limit(2).toList();
    return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
  }

  /** Twelve digits, the first of them no 0, that are spread evenly whatever made the ids. */
  private static String digits(UUID fee) {
    var mixed = fee.getMostSignificantBits() * 31 + fee.getLeastSignificantBits();
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    mixed ^= mixed >>> 31;
    return Long.toString(LEAST + Long.remainderUnsigned(mixed, 9 * LEAST));
  }
}
