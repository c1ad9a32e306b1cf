package org.samling.operations.items;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Description;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.circulation.DeskLists.Waiting;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.organisation.Bounds;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.items.Items.Item;

/** What the operations on titles take and return. */
public final class Titles {

  private Titles() {}

  /** Which title. */
  public record WhichTitle(@Means("source:number of the title") String record) {}

  /** A title and its items. */
  public record Title(
      @Means("source:number of the title") String record,
      String title,
      @Nullable String author,
      @Means("the general material designation (danMARC2 009 *a)") @Nullable String general,
      @Means("the specific material designation (danMARC2 009 *g)") @Nullable String specific,
      @Means("the DK5 class with its addition on the shelf") @Nullable String shelfMark,
      @Means("at most 200") List<Item> items) {

    static Title of(Description described, List<Item> items) {
      return new Title(
          described.key().toString(),
          described.title(),
          described.author(),
          described.general(),
          described.specific(),
          described.shelfMark(),
          items);
    }
  }

  /**
   * A page of the holds of a title.
   *
   * @param queue the holds that have an item set aside, then the others in the order of the queue
   * @param next what the next page comes after
   */
  public record Queue(List<Queued> queue, @Means(Paging.NEXT) @Nullable String next) {}

  /** An open hold of a title. */
  public record Queued(
      @Means("of the hold") UUID number,
      @JsonUnwrapped Holder holder,
      HoldState state,
      @Means("in the queue, from 1; null if it can be picked up") @Min(1) @Nullable Integer place,
      Instant placed,
      @Means("the code of the pickup branch") String pickup,
      @Means("the volume or issue; null for any") @Nullable String wanted,
      @JsonUnwrapped Fetched fetched,
      @Means("whether it is paused today") boolean paused) {

    static Queued of(Waiting waiting) {
      var wanted = waiting.enumeration();
      return new Queued(
          waiting.hold(),
          Holder.of(waiting.patron()),
          waiting.state(),
          waiting.place(),
          waiting.placed(),
          waiting.pickup(),
          wanted == null ? null : wanted.text(),
          Fetched.of(waiting),
          waiting.isPaused());
    }
  }

  /** Who placed a hold. */
  public record Holder(
      @Means("a card number; null if there is none, or the patron may not be named")
          @Nullable String patron,
      @Means("null if the patron may not be named") @Nullable String name) {

    static Holder of(@Nullable Known patron) {
      return new Holder(
          patron == null || patron.card().isEmpty() ? null : patron.card(),
          patron == null ? null : patron.name());
    }
  }

  /** The item for a hold, and its place on the hold shelf. */
  public record Fetched(
      @Means("the item that is set aside") @Nullable String item,
      @Means("the item that staff are asked to fetch from the shelf") @Nullable String lookedFor,
      @Means("the pickup number; null until it is on the hold shelf") @Min(1) @Nullable Integer shelf,
      @Means("the pickup deadline; null until it is on the hold shelf")
          @Nullable Instant pickupUntil) {

    static Fetched of(Waiting waiting) {
      var shelf = waiting.shelf();
      // Whose hold is not seen, its items may not be, either.
      var isSeen = Bounds.now().isNone() || waiting.patron() != null;
      return new Fetched(
          isSeen ? waiting.item() : null,
          isSeen ? waiting.looked() : null,
          shelf == null ? null : shelf.number(),
          shelf == null ? null : shelf.until());
    }
  }
}
