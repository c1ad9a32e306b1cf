package org.samling.operations.privacy;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.privacy.Access;
import org.samling.core.privacy.AccessLog.AccountRead;
import org.samling.core.privacy.AccessLog.CommandEntry;
import org.samling.core.privacy.AccessLog.CommandPlace;
import org.samling.core.privacy.AccessLog.ReadPlace;
import org.samling.operations.PageMark;

/** How far both lists of accesses were shown; null for a list that was empty. */
record Reached(@Nullable ReadPlace read, @Nullable CommandPlace done) {

  /** Nothing of either list was shown. */
  static final Reached NOTHING = of(Collections.nCopies(6, ""));

  static Reached of(List<String> parts) {
    return new Reached(
        parts.getFirst().isEmpty()
            ? null
            : new ReadPlace(
                PageMark.day(parts.get(0)),
                PageMark.moment(parts.get(1)),
                new Access(parts.get(2), parts.get(3), parts.get(4))),
        parts.get(5).isEmpty()
            ? null
            : new CommandPlace(PageMark.moment(parts.get(5)), UUID.fromString(parts.get(6))));
  }

  Reached behind(List<AccountRead> reads, List<CommandEntry> commands, int limit) {
    return new Reached(
        reads.isEmpty() ? read : reads.get(Math.min(limit, reads.size()) - 1).place(),
        commands.isEmpty() ? done : commands.get(Math.min(limit, commands.size()) - 1).place());
  }

  String text() {
    var access = read == null ? null : read.access();
    return PageMark.of(
        read == null ? null : read.day(),
        read == null ? null : read.last(),
        access == null ? null : access.protocol(),
        access == null ? null : access.who(),
        access == null ? null : access.operation(),
        done == null ? null : done.at(),
        done == null ? null : done.id());
  }
}
