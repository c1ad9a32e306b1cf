package org.samling.core.policy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Circumstances.Subject;

/**
 * When a policy rule applies: all of it has to be true.
 *
 * @param anyOf for each subject the values of which it has to have one; subjects that are missing
 *     are not asked about
 * @param minAge the least age in whole years, or null
 * @param maxAge the greatest age in whole years, or null
 * @param newItem whether the item has to be new, or not new; null where that is not asked
 */
public record Conditions(
    Map<Subject, Set<String>> anyOf,
    @Nullable Integer minAge,
    @Nullable Integer maxAge,
    @Nullable Boolean newItem) {

  private static final Pattern AGES = Pattern.compile("\\d{1,3}-(\\d{1,3})?");

  /** What always applies. */
  public static final Conditions ALWAYS = new Conditions(Map.of(), null, null, null);

  /** Copies the map. */
  public Conditions {
    anyOf = Map.copyOf(anyOf);
  }

  /** A condition on one subject. */
  public static Conditions on(Subject subject, String... values) {
    return new Conditions(Map.of(subject, Set.of(values)), null, null, null);
  }

  /**
   * The same, for patrons of some ages only.
   *
   * @param ages as people write them: {@code 0-12}, {@code 65-}; empty for any
   * @throws IllegalArgumentException that says how they are written
   */
  public Conditions ofAges(String ages) {
    if (ages.isEmpty()) {
      return new Conditions(anyOf, null, null, newItem);
    }
    if (AGES.matcher(ages).matches()) {
      var ends = ages.split("-", 2);
      var least = Integer.valueOf(ends[0]);
      var most = ends[1].isEmpty() ? null : Integer.valueOf(ends[1]);
      if (least <= Situation.MAX_AGE && (most == null || most >= least)) {
        return new Conditions(anyOf, least, most, newItem);
      }
    }
    throw new IllegalArgumentException("ages are such as 0-12 or 65-, not \"%s\"".formatted(ages));
  }

  /** Whether all of it is true. */
  boolean hold(Circumstances circumstances) {
    for (var condition : anyOf.entrySet()) {
      var wanted = condition.getValue();
      if (circumstances.of(condition.getKey()).stream().noneMatch(wanted::contains)) {
        return false;
      }
    }
    return isOfAge(circumstances) && (newItem == null || isNew(circumstances, newItem));
  }

  /** The first of it that is not true, in words; nothing where all of it is true. */
  Optional<String> unmet(Circumstances circumstances) {
    for (var subject : Subject.values()) {
      var wanted = anyOf.get(subject);
      var found = circumstances.of(subject);
      if (wanted != null && found.stream().noneMatch(wanted::contains)) {
        return Optional.of(
            "%s is %s, not %s".formatted(subject.word(), words(found), words(wanted)));
      }
    }
    if (!isOfAge(circumstances)) {
      return Optional.of(
          "age is %s, not %s"
              .formatted(circumstances.age().map(Object::toString).orElse("not known"), ages()));
    }
    return newItem == null || isNew(circumstances, newItem)
        ? Optional.empty()
        : Optional.of(newItem ? "the item is not new" : "the item is new");
  }

  /** The ages for which it is true, as people write them; empty where any is. */
  public String ages() {
    if (minAge == null && maxAge == null) {
      return "";
    }
    return "%s-%s".formatted(minAge == null ? "0" : minAge, maxAge == null ? "" : maxAge);
  }

  private static String words(Set<String> values) {
    return values.isEmpty() ? "not known" : String.join(" or ", values.stream().sorted().toList());
  }

  private boolean isOfAge(Circumstances circumstances) {
    if (minAge == null && maxAge == null) {
      return true;
    }
    return circumstances
        .age()
        .filter(age -> (minAge == null || age >= minAge) && (maxAge == null || age <= maxAge))
        .isPresent();
  }

  private static boolean isNew(Circumstances circumstances, boolean wanted) {
    return circumstances.isNewItem().filter(isNew -> isNew == wanted).isPresent();
  }
}
