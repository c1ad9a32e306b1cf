package org.samling.operations.notices;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.NoticeContacts.NoticePreference;
import org.samling.core.notices.NoticeKind;
import org.samling.operations.Problem;
import org.samling.operations.notices.WishOperations.OneWish;

/** Reads preferences by kind of notice. */
final class NoticeWishes {

  private static final List<String> MEMBERS = List.of("channel", "daily", "wanted");

  private NoticeWishes() {}

  /** The preference for each kind that is meant; empty for the library's default. */
  static Map<NoticeKind, Optional<NoticePreference>> parse(
      @Nullable Map<String, Object> wishes, OneWish forAll) {
    if (!forAll.isGiven()) {
      if (forAll.kinds() != null) {
        throw Problem.invalid("Give \"wanted\", \"channel\" or \"daily\" for these \"kinds\".");
      }
      return parse(wishes);
    }
    if (wishes != null) {
      throw Problem.invalid("Give \"wishes\", or one wish for all \"kinds\", not both.");
    }
    var wish = preference(forAll.wanted(), forAll.channel(), forAll.daily());
    var parsed = new EnumMap<NoticeKind, Optional<NoticePreference>>(NoticeKind.class);
    var kinds = forAll.kinds() == null ? List.of(NoticeKind.values()) : forAll.kinds();
    kinds.forEach(kind -> parsed.put(kind, wish));
    return parsed;
  }

  private static Map<NoticeKind, Optional<NoticePreference>> parse(
      @Nullable Map<String, Object> wishes) {
    var parsed = new EnumMap<NoticeKind, Optional<NoticePreference>>(NoticeKind.class);
    if (wishes == null) {
      return parsed;
    }
    wishes.forEach((name, wish) -> {
      var kind =
          NoticeKind.of(name)
              .orElseThrow(
                  () -> Problem.invalid("There is no kind of notice \"%s\".".formatted(name)));
      if (!(wish instanceof Map<?, ?> members)) {
        throw Problem.invalid(
            "A preference must be an object with \"wanted\", \"channel\" and \"daily\".");
      }
      parsed.put(kind, preference(members));
    });
    return parsed;
  }

  private static Optional<NoticePreference> preference(Map<?, ?> wish) {
    for (var name : wish.keySet()) {
      if (!MEMBERS.contains(String.valueOf(name))) {
        throw Problem.invalid(
            "There is no \"%s\" here; there are %s.".formatted(name, String.join(", ", MEMBERS)));
      }
    }
    return preference(
        flag("wanted", wish.get("wanted")), wish.get("channel"), flag("daily", wish.get("daily")));
  }

  private static Optional<NoticePreference> preference(
      @Nullable Boolean isWanted, @Nullable Object channel, @Nullable Boolean isDaily) {
    if (channel != null && !(channel instanceof String name && name.matches("[a-z0-9-]{1,40}"))) {
      throw Problem.invalid("\"channel\" must be a name of a-z, 0-9 and hyphen.");
    }
    if (Boolean.FALSE.equals(isWanted)) {
      if (channel != null || isDaily != null) {
        throw Problem.invalid("A notice that is not wanted can't have \"channel\" or \"daily\".");
      }
      return Optional.of(NoticePreference.OFF);
    }
    return channel == null && isDaily == null
        ? Optional.empty()
        : Optional.of(
            new NoticePreference(true, channel == null ? null : channel.toString(), isDaily));
  }

  private static @Nullable Boolean flag(String name, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean flag -> flag;
      default -> throw Problem.invalid("\"%s\" must be true or false.".formatted(name));
    };
  }
}
