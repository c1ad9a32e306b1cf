package org.samling.core.policy;

import java.time.LocalDate;
import java.time.Period;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances that policy rules match: who, what, where and when. A rule that asks about an
 * unknown subject does not apply.
 */
public final class Circumstances {

  /** The subject of a condition. */
  public enum Subject {
    /** The code of the patron's category. */
    PATRON_CATEGORY,
    /** The number of an agency of the patron's own branch. */
    PATRON_AGENCY,
    /** The code of the patron's own branch. */
    PATRON_BRANCH,
    /** The code of the item's category. */
    ITEM_CATEGORY,
    /** The item's material group; the code of its category where it has none. */
    MATERIAL_GROUP,
    /** The item's circulation modifier. */
    CIRCULATION_MODIFIER,
    /** The number of an agency of the branch where the item belongs. */
    ITEM_AGENCY,
    /** The code of the branch where the item belongs. */
    ITEM_BRANCH,
    /** The number of an agency of the branch where it happens. */
    PLACE_AGENCY,
    /** The code of the branch where it happens. */
    PLACE_BRANCH;

    /** Its name for users: {@code patron-category}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final LocalDate day;
  private final Map<Subject, Set<String>> subjects = new EnumMap<>(Subject.class);
  private @Nullable LocalDate birthDate;
  private @Nullable Boolean isNewItem;

  /** Circumstances of which only the day is known yet. */
  public Circumstances(LocalDate day) {
    this.day = day;
  }

  /** Adds the value of a subject; null or an empty string adds nothing. */
  public Circumstances with(Subject subject, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      subjects.put(subject, Set.of(value));
    }
    return this;
  }

  /** Adds the values of a subject that may have several. */
  public Circumstances with(Subject subject, Set<String> values) {
    subjects.put(subject, Set.copyOf(values));
    return this;
  }

  /** Adds the patron's date of birth, or null where it is not known. */
  public Circumstances born(@Nullable LocalDate date) {
    birthDate = date;
    return this;
  }

  /** Adds whether the item is new. */
  public Circumstances newItem(boolean isNew) {
    isNewItem = isNew;
    return this;
  }

  /** The day. */
  public LocalDate day() {
    return day;
  }

  /** The values of a subject; empty where none is known. */
  public Set<String> of(Subject subject) {
    return subjects.getOrDefault(subject, Set.of());
  }

  /** The patron's age in whole years on the day. */
  public Optional<Integer> age() {
    return Optional.ofNullable(birthDate).map(born -> Period.between(born, day).getYears());
  }

  /** Whether the item is new, where that is known. */
  public Optional<Boolean> isNewItem() {
    return Optional.ofNullable(isNewItem);
  }
}
