package org.samling.core.circulation.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Sip2Profile.Admission;
import org.samling.core.organisation.Sip2Profile.Bar;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Unit;
import org.samling.core.policy.Unit.Level;

/** The rules by which a door lets a patron in. What may be borrowed plays no part. */
public final class AdmissionRules {

  private final LendingPolicy policy;
  private final LocalDate today;
  private final String branch;

  /**
   * Sets up the rules for the doors of a branch.
   *
   * @param now the server's time
   * @param branch the code of the branch whose door it is
   */
  public AdmissionRules(LendingPolicy policy, Instant now, String branch) {
    this.policy = policy;
    this.today = policy.day(now);
    this.branch = branch;
  }

  /**
   * The broken rules that keep a patron out, most important first; empty if the patron may go in.
   *
   * @param door the conditions for entering by the door
   */
  public List<Check> broken(PatronAccount account, Admission door) {
    var checks = new ArrayList<Check>();
    if (door.needsRight()) {
      checks.add(right(account));
    }
    account.broken().stream()
        .filter(check -> bars(door.refuses(), check.reason()))
        .forEach(checks::add);
    if (door.asksAge()) {
      checks.add(age(account.patron().birthDate(), door));
    }
    return Check.broken(checks);
  }

  private Check right(PatronAccount account) {
    var places = account.admissionWithdrawn().stream().filter(this::covers).toList();
    return new Check(
        RefusalReason.ADMISSION_WITHDRAWN,
        new DecisionReason(
            "admission-right",
            "patron.admission",
            "patron",
            places.isEmpty() ? "not withdrawn" : "withdrawn"),
        places.isEmpty() ? "not withdrawn here" : "withdrawn at " + places.getFirst(),
        !places.isEmpty());
  }

  /** Whether a place covers this branch: the tenant, an agency the branch belongs to, or itself. */
  private boolean covers(Unit place) {
    return place.level() == Level.TENANT
        || (place.level() == Level.AGENCY && policy.agencies(branch).contains(place.code()))
        || (place.level() == Level.BRANCH && branch.equals(place.code()));
  }

  private static boolean bars(Set<Bar> refuses, RefusalReason reason) {
    return refuses.stream()
        .anyMatch(bar ->
            reason
                == switch (bar) {
                  case BLOCKED -> RefusalReason.PATRON_BLOCKED;
                  case EXPIRED -> RefusalReason.PATRON_EXPIRED;
                  case DEBT -> RefusalReason.DEBT_TOO_HIGH;
                  case OVERDUE -> RefusalReason.TOO_MANY_OVERDUE;
                });
  }

  /** The rule on age; a patron whose date of birth is not known stays out. */
  private Check age(@Nullable LocalDate born, Admission door) {
    var why =
        new DecisionReason(
            "admission-age",
            "sip2-profile.minimum-age, maximum-age",
            "account",
            "%d to %d".formatted(door.minimumAge(), door.maximumAge()));
    if (born == null) {
      return new Check(RefusalReason.AGE_UNKNOWN, why, "no date of birth", true);
    }
    var age = Period.between(born, today).getYears();
    var isTooYoung = age < door.minimumAge();
    return new Check(
        isTooYoung ? RefusalReason.TOO_YOUNG : RefusalReason.TOO_OLD,
        why,
        age + " years",
        isTooYoung || age > door.maximumAge());
  }
}
