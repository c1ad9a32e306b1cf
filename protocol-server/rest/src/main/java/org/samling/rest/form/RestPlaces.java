package org.samling.rest.form;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Unit;
import org.samling.core.policy.Unit.Level;
import org.samling.rest.form.RestAnswer.Status;

/** Places in a tenant's tree, as requests name them. */
public final class RestPlaces {

  private static final int PARTS = 4;

  private RestPlaces() {}

  /** The place that is named, with the places above it; the whole tenant where none is named. */
  public static List<Unit> path(
      LendingPolicy policy,
      @Nullable String agency,
      @Nullable String branch,
      @Nullable String location) {
    var tenant = new Unit(Level.TENANT, policy.tenant().code());
    if (branch == null && location != null) {
      throw bad("\"location\" is a place within a branch; give \"branch\" too.");
    }
    if (branch != null && agency != null) {
      throw bad("Give \"agency\" or \"branch\", not both.");
    }
    if (branch != null) {
      check(policy, "branch", branch, policy.branches().keySet());
      if (location != null) {
        checkWithin(location);
      }
      return policy.path(branch, location);
    }
    if (agency != null) {
      check(policy, "agency", agency, policy.agencies().keySet());
      return List.of(new Unit(Level.AGENCY, agency), tenant);
    }
    return List.of(tenant);
  }

  private static void checkWithin(String location) {
    var parts = List.of(location.split(Unit.WITHIN, -1));
    if (parts.size() > PARTS) {
      throw bad("A place within a branch can have at most four parts.");
    }
    if (parts.stream().anyMatch(String::isBlank)) {
      throw bad("The parts of a place within a branch must not be empty.");
    }
  }

  /** Checks that a code is known to the tenant. */
  public static void check(LendingPolicy policy, String what, String code, Set<String> known) {
    if (!known.contains(code)) {
      throw bad("%s has no %s \"%s\".".formatted(policy.tenant().code(), what, code));
    }
  }

  /** The same for codes in policy rules, where the tenant knows all possible codes. */
  public static void check(LendingPolicy policy, Subject subject, String code) {
    var word = subject.word();
    var thing =
        word.endsWith("-agency") || word.endsWith("-branch")
            ? word.substring(word.indexOf('-') + 1)
            : word.replace('-', ' ');
    policy.codes(subject).ifPresent(known -> check(policy, thing, code, known));
  }

  /** A value as text; null for null. */
  public static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  public static Map<String, @Nullable Object> fields(Unit unit) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("level", OfflineFields.word(unit.level()));
    fields.put("place", unit.code());
    return fields;
  }

  /**
   * Whether a period of validity is current on a day: {@code now}, {@code planned}, {@code past}.
   */
  public static String state(@Nullable LocalDate from, @Nullable LocalDate until, LocalDate today) {
    if (from != null && from.isAfter(today)) {
      return "planned";
    }
    return until != null && until.isBefore(today) ? "past" : "now";
  }

  private static RestProblem bad(String detail) {
    return new RestProblem(Status.BAD_REQUEST, detail);
  }
}
