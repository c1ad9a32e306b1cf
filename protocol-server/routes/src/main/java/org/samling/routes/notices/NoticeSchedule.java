package org.samling.routes.notices;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.Notices.Event;
import org.samling.core.notices.Notices.NewNotice;
import org.samling.core.notices.Notices.Occasion;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;

/** Decides whether and when a patron gets a notice, by the branch's settings. */
final class NoticeSchedule {

  /** Older events get no notice any more: no server was running at the time. */
  static final Duration OLDEST = Duration.ofDays(3);

  private final LendingPolicy policy;
  private final Instant now;

  NoticeSchedule(LendingPolicy policy, Instant now) {
    this.policy = policy;
    this.now = now;
  }

  /** The notice of an event, or empty. */
  Optional<NewNotice> of(Event event) {
    var occasion = event.notice();
    return occasion == null || event.at().isBefore(now.minus(OLDEST))
        ? Optional.empty()
        : of(occasion);
  }

  /** The notice of an occasion, or empty where the branch sends no notices of this kind. */
  Optional<NewNotice> of(Occasion occasion) {
    var branch = occasion.branch();
    if (!isEnabled(occasion.kind(), branch)) {
      return Optional.empty();
    }
    var daily = nextDailyHour(branch);
    return Optional.of(
        new NewNotice(occasion, isDaily(occasion.kind(), branch) ? daily : now, now, daily));
  }

  boolean isEnabled(NoticeKind kind, String branch) {
    return setting(Setting.NOTICE_KINDS, branch).contains(kind);
  }

  boolean isDaily(NoticeKind kind, String branch) {
    return setting(Setting.NOTICE_DAILY, branch).contains(kind);
  }

  LocalDate today() {
    return policy.day(now);
  }

  <T> T setting(Setting<T> setting, String branch) {
    return policy.setting(setting, branch, policy.day(now)).value();
  }

  private Instant nextDailyHour(String branch) {
    var zone = policy.tenant().zone();
    var today = policy.day(now).atTime(setting(Setting.NOTICE_DAILY_HOUR, branch), 0).atZone(zone);
    return (today.toInstant().isBefore(now) ? today.plusDays(1) : today).toInstant();
  }
}
