package org.samling.core.circulation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;

/** Something that changes a hold. */
public sealed interface HoldCommand<O extends Outcome> extends Command<O> {

  /**
   * Put a patron in the queue for a title.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param record the title
   * @param pickup the code of the branch where the patron will fetch it
   * @param at when it was asked for; the queue goes by this time
   * @param expires when it is no longer wanted, or null
   */
  record PlaceHold(
      Origin origin,
      String patron,
      RecordKey record,
      String pickup,
      Instant at,
      @Nullable Instant expires)
      implements HoldCommand<HoldOutcome> {}

  /**
   * Take a patron out of the queue for a title, or give up what was set aside for them.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param record the title
   */
  record CancelHold(Origin origin, String patron, RecordKey record)
      implements HoldCommand<HoldOutcome> {}

  /**
   * End a hold that is no longer wanted since its day has passed.
   *
   * @param origin where it comes from
   * @param patron an identifier of its patron
   * @param record its title
   * @param hold the hold; another that the patron placed since is left alone
   */
  record ExpireHold(Origin origin, String patron, RecordKey record, UUID hold)
      implements HoldCommand<HoldOutcome> {}
}
