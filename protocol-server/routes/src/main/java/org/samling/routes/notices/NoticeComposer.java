package org.samling.routes.notices;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeState;
import org.samling.core.notices.Notices.Composition;
import org.samling.core.notices.Notices.Contacts;
import org.samling.core.notices.Notices.NewMessage;
import org.samling.core.notices.Notices.PatronNotices;
import org.samling.core.notices.Notices.WaitingNotice;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.routes.notices.NoticeChannels.Channel;

/**
 * Groups a patron's notices into messages and chooses their channels and addresses: notices for the
 * daily digest go into one message, all others into one for each kind.
 */
final class NoticeComposer {

  private final LendingPolicy policy;
  private final NoticeSchedule schedule;
  private final List<Channel> channels;

  NoticeComposer(LendingPolicy policy, List<Channel> channels, Instant now) {
    this.policy = policy;
    this.schedule = new NoticeSchedule(policy, now);
    this.channels = channels;
  }

  /**
   * The key of notices that go into one message.
   *
   * @param group the kind, or "daily" for the digest
   */
  private record MessageKey(Channel channel, String address, String group) {}

  Composition compose(PatronNotices patron) {
    var unsent = new HashMap<UUID, NoticeState>();
    var away = patron.awayUntil();
    if (away != null) {
      var back = away.plusDays(1).atStartOfDay(policy.tenant().zone()).toInstant();
      var later = new HashMap<UUID, Instant>();
      patron.notices().forEach(notice -> later.put(notice.id(), back));
      return new Composition(List.of(), unsent, later);
    }
    var groups = new LinkedHashMap<MessageKey, List<WaitingNotice>>();
    for (var notice : patron.notices()) {
      var preference = patron.wishes().get(notice.kind());
      if (preference != null && !preference.isWanted()) {
        unsent.put(notice.id(), NoticeState.UNWANTED);
        continue;
      }
      var key =
          Stream.concat(
                  Stream.ofNullable(preference).flatMap(w -> Stream.ofNullable(w.channel())),
                  schedule.setting(Setting.NOTICE_CHANNELS, notice.branch()).stream())
              .flatMap(name -> key(name, patron, notice).stream())
              .findFirst();
      if (key.isEmpty()) {
        unsent.put(notice.id(), NoticeState.NO_ADDRESS);
      } else {
        groups.computeIfAbsent(key.get(), _ -> new ArrayList<>()).add(notice);
      }
    }
    var messages = new ArrayList<NewMessage>();
    groups.forEach((key, notices) -> messages.add(message(key, notices, patron)));
    return new Composition(messages, unsent, Map.of());
  }

  private Optional<MessageKey> key(String name, PatronNotices patron, WaitingNotice notice) {
    return channels.stream()
        .filter(channel -> channel.name().equals(name))
        .findFirst()
        .flatMap(channel ->
            Optional.ofNullable(channel.reach().address(contacts(patron)))
                .map(address ->
                    new MessageKey(
                        channel,
                        address,
                        isDaily(patron, notice) ? "daily" : notice.kind().text())));
  }

  /** A patron's own addresses; for a young child without one that works, the guardian's. */
  private Contacts contacts(PatronNotices patron) {
    var own = patron.contacts();
    if (!isSeenByGuardian(patron)) {
      return own;
    }
    var guardian = patron.guardian();
    return new Contacts(
        own.email() == null ? guardian.email() : own.email(),
        own.phone() == null ? guardian.phone() : own.phone());
  }

  /** A patron without a date of birth counts as young: they have a guardian. */
  private boolean isSeenByGuardian(PatronNotices patron) {
    var age = schedule.setting(Setting.GUARDIAN_VIEW_UNTIL_AGE, patron.branch());
    var born = patron.birthDate();
    return age > 0 && (born == null || schedule.today().isBefore(born.plusYears(age)));
  }

  private boolean isDaily(PatronNotices patron, WaitingNotice notice) {
    var preference = patron.wishes().get(notice.kind());
    var preferred = preference == null ? null : preference.isDaily();
    return preferred == null ? schedule.isDaily(notice.kind(), notice.branch()) : preferred;
  }

  private NewMessage message(MessageKey key, List<WaitingNotice> notices, PatronNotices patron) {
    var kinds = notices.stream().map(WaitingNotice::kind).distinct().toList();
    var branch = notices.getFirst().branch();
    return new NewMessage(
        kinds.size() == 1 ? MessageKind.of(kinds.getFirst()) : MessageKind.DIGEST,
        key.channel().name(),
        key.address().isEmpty() ? null : key.address(),
        NoticeLanguage.ofSip2(patron.language())
            .orElseGet(() -> schedule.setting(Setting.NOTICE_LANGUAGE, branch)),
        key.channel().form(),
        branch,
        notices.stream().map(WaitingNotice::id).toList());
  }
}
