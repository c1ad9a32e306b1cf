package org.samling.core.policy;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.PolicyMatrix.SourcedValue;

/**
 * A hypothetical loan, to try the policy on.
 *
 * @param subjects the known patron, item and place; agencies follow from branches
 * @param age the patron's age in whole years, or null where that is not known
 * @param newItem whether the item is new, or null where that is not known
 * @param day the day, or null for the day on which it is tried
 */
public record Situation(
    Map<Subject, String> subjects,
    @Nullable Integer age,
    @Nullable Boolean newItem,
    @Nullable LocalDate day) {

  /** The greatest age. */
  public static final int MAX_AGE = 150;

  /** Copies the map, and checks the age. */
  public Situation {
    subjects = Map.copyOf(subjects);
    if (age != null && (age < 0 || age > MAX_AGE)) {
      throw new IllegalArgumentException("an age is a number from 0 to " + MAX_AGE);
    }
  }

  /** The circumstances for the rules. */
  public Circumstances circumstances(LendingPolicy policy, LocalDate today) {
    var on = on(today);
    var circumstances = new Circumstances(on);
    subjects.forEach(circumstances::with);
    agencies(circumstances, policy, Subject.PATRON_BRANCH, Subject.PATRON_AGENCY);
    agencies(circumstances, policy, Subject.ITEM_BRANCH, Subject.ITEM_AGENCY);
    agencies(circumstances, policy, Subject.PLACE_BRANCH, Subject.PLACE_AGENCY);
    if (!subjects.containsKey(Subject.MATERIAL_GROUP)) {
      circumstances.with(Subject.MATERIAL_GROUP, subjects.get(Subject.ITEM_CATEGORY));
    }
    if (age != null) {
      circumstances.born(on.minusYears(age));
    }
    if (newItem != null) {
      circumstances.newItem(newItem);
    }
    return circumstances;
  }

  private void agencies(
      Circumstances circumstances, LendingPolicy policy, Subject branch, Subject agency) {
    var code = subjects.get(branch);
    if (code != null && !subjects.containsKey(agency)) {
      circumstances.with(agency, policy.agencies(code));
    }
  }

  /** Its day, or the given one where it has none. */
  public LocalDate on(LocalDate today) {
    return day == null ? today : day;
  }

  /**
   * The value of a term or setting in it.
   *
   * @param name the name of a term, or of a setting, which holds at the place where it happens
   * @return empty where nothing sets it
   * @throws IllegalArgumentException where there is neither a term nor a setting with that name
   */
  public Optional<SourcedValue> value(String name, LendingPolicy policy, LocalDate today) {
    if (Setting.isOne(name)) {
      var found =
          policy.setting(
              Setting.named(name), subjects.getOrDefault(Subject.PLACE_BRANCH, ""), on(today));
      return Optional.of(new SourcedValue(found.text(), found.level()));
    }
    return policy.matrix().explain(Term.named(name), circumstances(policy, today)).said();
  }
}
