package org.samling.routes.notices;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.Notices;
import org.samling.core.notices.Notices.Place;
import org.samling.core.notices.Notices.Upcoming;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
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
    return note(tenant, schedule, dueUntil, now, notices::dueSoon)
        + note(tenant, schedule, cardsUntil, today.minusDays(1), notices::cardsEndingSoon);
  }

  private static <T> Map<String, T> branches(
      LendingPolicy policy, NoticeSchedule schedule, NoticeKind kind, Function<String, T> until) {
    return policy.branches().keySet().stream()
        .filter(branch -> schedule.isEnabled(kind, branch))
        .collect(Collectors.toMap(Function.identity(), until));
  }

  /** Finds a page of occasions of the branches, after a place. */
  private interface Source<T> {
    Upcoming<T> page(TenantId tenant, Place<T> after, Map<String, T> until, int limit);
  }

  private <T> int note(
      Tenant tenant, NoticeSchedule schedule, Map<String, T> until, T start, Source<T> source) {
    var noted = 0;
    @Nullable Place<T> after = until.isEmpty() ? null : new Place<>(start, null);
    while (after != null) {
      var page = source.page(tenant.id(), after, until, AT_ONCE);
      var wanted = page.occasions().stream().flatMap(o -> schedule.of(o).stream()).toList();
      noted += wanted.isEmpty() ? 0 : notices.note(tenant.id(), wanted, null);
      after = page.end();
    }
    return noted;
  }
}
