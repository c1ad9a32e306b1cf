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
import org.samling.core.notices.Notices.Waiting;
import org.samling.core.notices.Notices.WaitingNotice;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.routes.notices.NoticeChannels.Channel;

/**
 * Decides in which messages a patron's notices go, and where to: what is collected for the day in
 * one, all else in one of each kind.
 */
final class NoticeComposer {

  private final LendingPolicy policy;
  private final NoticeSchedule planning;
  private final List<Channel> channels;

  NoticeComposer(LendingPolicy policy, List<Channel> channels, Instant now) {
    this.policy = policy;
    this.planning = new NoticeSchedule(policy, now);
    this.channels = channels;
  }

  /**
   * What goes together.
   *
   * @param address where to
   * @param group the kind, or a word for what is collected
   */
  private record Together(Channel channel, String address, String group) {}

  Composition compose(Waiting patron) {
    var unsent = new HashMap<UUID, NoticeState>();
    var away = patron.awayUntil();
    if (away != null) {
      var back = away.plusDays(1).atStartOfDay(policy.tenant().zone()).toInstant();
      var later = new HashMap<UUID, Instant>();
      patron.notices().forEach(notice -> later.put(notice.id(), back));
      return new Composition(List.of(), unsent, later);
    }
    var groups = new LinkedHashMap<Together, List<WaitingNotice>>();
    for (var notice : patron.notices()) {
      var wish = patron.wishes().get(notice.kind());
      if (wish != null && !wish.isWanted()) {
        unsent.put(notice.id(), NoticeState.UNWANTED);
        continue;
      }
      var together =
          Stream.concat(
                  Stream.ofNullable(wish).flatMap(w -> Stream.ofNullable(w.channel())),
                  planning.setting(Setting.NOTICE_CHANNELS, notice.branch()).stream())
              .flatMap(name -> together(name, patron, notice).stream())
              .findFirst();
      if (together.isEmpty()) {
        unsent.put(notice.id(), NoticeState.NO_ADDRESS);
      } else {
        groups.computeIfAbsent(together.get(), _ -> new ArrayList<>()).add(notice);
      }
    }
    var messages = new ArrayList<NewMessage>();
    groups.forEach((together, notices) -> messages.add(message(together, notices, patron)));
    return new Composition(messages, unsent, Map.of());
  }

  private Optional<Together> together(String name, Waiting patron, WaitingNotice notice) {
    return channels.stream()
        .filter(channel -> channel.name().equals(name))
        .findFirst()
        .flatMap(channel ->
            Optional.ofNullable(channel.reach().address(contacts(patron)))
                .map(address ->
                    new Together(
                        channel,
                        address,
                        isDaily(patron, notice) ? "daily" : notice.kind().text())));
  }

  /** A young child's own addresses, or its guardian's where it has none that works. */
  private Contacts contacts(Waiting patron) {
    var own = patron.contacts();
    if (!isSeenByGuardian(patron)) {
      return own;
    }
    var guardian = patron.guardian();
    return new Contacts(
        own.email() == null ? guardian.email() : own.email(),
        own.phone() == null ? guardian.phone() : own.phone());
  }

  /** One of whom nobody knows when they were born counts as young: they have a guardian. */
  private boolean isSeenByGuardian(Waiting patron) {
    var age = planning.setting(Setting.GUARDIAN_VIEW_UNTIL_AGE, patron.branch());
    var born = patron.birthDate();
    return age > 0 && (born == null || planning.today().isBefore(born.plusYears(age)));
  }

  private boolean isDaily(Waiting patron, WaitingNotice notice) {
    var wish = patron.wishes().get(notice.kind());
    var wished = wish == null ? null : wish.isDaily();
    return wished == null ? planning.isDaily(notice.kind(), notice.branch()) : wished;
  }

  private NewMessage message(Together together, List<WaitingNotice> notices, Waiting patron) {
    var kinds = notices.stream().map(WaitingNotice::kind).distinct().toList();
    var branch = notices.getFirst().branch();
    return new NewMessage(
        kinds.size() == 1 ? MessageKind.of(kinds.getFirst()) : MessageKind.DIGEST,
        together.channel().name(),
        together.address().isEmpty() ? null : together.address(),
        NoticeLanguage.ofSip2(patron.language())
            .orElseGet(() -> planning.setting(Setting.NOTICE_LANGUAGE, branch)),
        together.channel().form(),
        branch,
        notices.stream().map(WaitingNotice::id).toList());
  }
}
