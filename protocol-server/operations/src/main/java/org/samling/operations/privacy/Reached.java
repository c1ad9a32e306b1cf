package org.samling.operations.privacy;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.privacy.Access;
import org.samling.core.privacy.AccessLog.AccountRead;
import org.samling.core.privacy.AccessLog.CommandEntry;
import org.samling.core.privacy.AccessLog.CommandPlace;
import org.samling.core.privacy.AccessLog.ReadPlace;
import org.samling.core.privacy.AccessLog.SeenPlace;
import org.samling.operations.PageMark;

/** How far both lists of accesses were shown; null for a list that was empty. */
record Reached(@Nullable ReadPlace read, @Nullable CommandPlace done) {

  private static final int READ_PARTS = 7;

  /** Nothing of either list was shown. */
  static final Reached NOTHING = of(Collections.nCopies(8, ""));

  static Reached of(List<String> parts) {
    return new Reached(
        parts.getFirst().isEmpty() ? null : read(parts),
        parts.get(7).isEmpty()
            ? null
            : new CommandPlace(PageMark.moment(parts.get(7)), UUID.fromString(parts.get(8))));
  }

  private static ReadPlace read(List<String> parts) {
    return new ReadPlace(
        PageMark.day(parts.get(0)),
        PageMark.moment(parts.get(1)),
        new Access(parts.get(2), parts.get(3), parts.get(4), parts.get(5), parts.get(6)));
  }

  /** A place in the list of patrons whose accounts somebody read. */
  static SeenPlace place(List<String> parts) {
    return new SeenPlace(read(parts), UUID.fromString(parts.get(7)));
  }

  /** The same as text. */
  static String text(SeenPlace place) {
    return PageMark.of(Stream.concat(parts(place.read()), Stream.of(place.patron())).toArray());
  }

  private static Stream<Object> parts(ReadPlace read) {
    var access = read.access();
    return Stream.of(
        read.day(),
        read.last(),
        access.protocol(),
        access.who(),
        access.operation(),
        access.person(),
        access.token());
  }

  Reached behind(List<AccountRead> reads, List<CommandEntry> commands, int limit) {
    return new Reached(
        reads.isEmpty() ? read : reads.get(Math.min(limit, reads.size()) - 1).place(),
        commands.isEmpty() ? done : commands.get(Math.min(limit, commands.size()) - 1).place());
  }

  String text() {
    var last = done == null ? Stream.of("", "") : Stream.<Object>of(done.at(), done.id());
    return PageMark.of(
        Stream.concat(
                read == null ? Collections.nCopies(READ_PARTS, "").stream() : parts(read), last)
            .toArray());
  }
}
