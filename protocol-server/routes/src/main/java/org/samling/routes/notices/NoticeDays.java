package org.samling.routes.notices;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.samling.core.circulation.Inquiries;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.Notices;
import org.samling.core.notices.Notices.Occasion;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;

/** Creates notices about days that come near: loans soon due, cards soon expired. */
public final class NoticeDays {

  private static final int AT_ONCE = 1_000;

  private final Inquiries inquiries;
  private final Notices notices;

  /** Creates an instance. */
  public NoticeDays(Inquiries inquiries, Notices notices) {
    this.inquiries = inquiries;
    this.notices = notices;
  }

  /**
   * Creates the notices that are due by now.
   *
   * @return how many notices were created
   */
  public int run(Tenant tenant, Instant now) {
    var policy = inquiries.policy(tenant.id());
    var schedule = new NoticeSchedule(policy, now);
    var today = policy.day(now);
    var dueUntil =
        branches(
            policy,
            schedule,
            NoticeKind.PRE_DUE,
            branch ->
                today
                    .plusDays(schedule.setting(Setting.NOTICE_PRE_DUE_DAYS, branch) + 1L)
                    .atStartOfDay(tenant.zone())
                    .toInstant());
    var cardsUntil =
        branches(
            policy,
            schedule,
            NoticeKind.CARD_EXPIRY,
            branch -> today.plusDays(schedule.setting(Setting.NOTICE_CARD_EXPIRY_DAYS, branch)));
    return note(tenant, schedule, () -> dueSoon(tenant, now, dueUntil))
        + note(tenant, schedule, () -> cards(tenant, today, cardsUntil));
  }

  private static <T> Map<String, T> branches(
      LendingPolicy policy, NoticeSchedule schedule, NoticeKind kind, Function<String, T> until) {
    return policy.branches().keySet().stream()
        .filter(branch -> schedule.isEnabled(kind, branch))
        .collect(Collectors.toMap(Function.identity(), until));
  }

  private List<Occasion> dueSoon(Tenant tenant, Instant now, Map<String, Instant> until) {
    return until.isEmpty() ? List.of() : notices.dueSoon(tenant.id(), now, until, AT_ONCE);
  }

  private List<Occasion> cards(Tenant tenant, LocalDate today, Map<String, LocalDate> until) {
    return until.isEmpty()
        ? List.of()
        : notices.cardsEndingSoon(tenant.id(), today, until, AT_ONCE);
  }

  /** Finds some occasions that have no notice yet. */
  private interface Source {
    List<Occasion> next();
  }

  private int note(Tenant tenant, NoticeSchedule schedule, Source source) {
    var noted = 0;
    List<Occasion> found;
    int more;
    do {
      found = source.next();
      var wanted = found.stream().flatMap(o -> schedule.of(o).stream()).toList();
      more = wanted.isEmpty() ? 0 : notices.note(tenant.id(), wanted, null);
      noted += more;
    } while (found.size() == AT_ONCE && more > 0);
    return noted;
  }
}
