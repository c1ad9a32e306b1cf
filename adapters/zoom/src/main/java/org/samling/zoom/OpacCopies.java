package org.samling.zoom;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.rota.HoldingsLookUp;
import org.samling.core.ill.rota.HoldingsLookUp.Copy;
import org.samling.core.ill.rota.HoldingsLookUp.CopyStatus;
import org.samling.z3950.data.OpacRecord;
import org.samling.z3950.data.OpacRecord.CircRecord;
import org.samling.z3950.data.OpacRecord.HoldingsAndCircData;

/** Reads the copies of an OPAC record; holdings without circulation data tell nothing of them. */
final class OpacCopies {

  private OpacCopies() {}

  static List<Copy> of(OpacRecord record) {
    return record.holdingsData().stream()
        .flatMap(holdings ->
            holdings.circulationData().stream()
                .map(item -> new Copy(status(item), text(holdings, item))))
        .limit(HoldingsLookUp.MOST_COPIES)
        .toList();
  }

  /** A copy with restrictions stays where it is; one on hold is somebody else's. */
  private static CopyStatus status(CircRecord item) {
    var isRestricted = item.restrictions() != null && !item.restrictions().isBlank();
    return item.availableNow() && !item.onHold()
        ? isRestricted ? CopyStatus.FREE_THERE : CopyStatus.FREE
        : CopyStatus.AWAY;
  }

  private static String text(HoldingsAndCircData holdings, CircRecord item) {
    return Stream.of(
            holdings.localLocation(),
            holdings.shelvingLocation(),
            holdings.callNumber(),
            holdings.enumAndChron(),
            bracketed(holdings.publicNote()),
            bracketed(item.restrictions()),
            item.availableNow() ? null : bracketed(item.availabilityDate()))
        .filter(Objects::nonNull)
        .filter(part -> !part.isBlank())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static @Nullable String bracketed(@Nullable String text) {
    return text == null || text.isBlank() ? null : "(" + text.strip() + ")";
  }
}
