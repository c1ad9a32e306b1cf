package org.samling.operations.transits;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.TransportLists;
import org.samling.core.circulation.TransportLists.OnItsWay;
import org.samling.core.circulation.outcome.TransportOutcome;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Texts;

/** What the operations on transits take and return. */
public final class Transits {

  private static final int NAME = 200;

  private Transits() {}

  /** Which transits are listed, and how many. */
  public record Filter(
      @Means("the code of the branch to which the items go; default: all") @Size(max = NAME) @Nullable String to,
      @Means("the code of the branch that sent them; default: all") @Size(max = NAME) @Nullable String from,
      @Means("what is printed on the crate that they are in; default: all") @Size(max = NAME) @Nullable String crate,
      @Means("the most items to list; default: 100") @Min(1) @Max(Paging.MAX) @Nullable Integer limit) {

    int most() {
      return limit == null ? Paging.DEFAULT : limit;
    }
  }

  /** Items in transit. */
  public record Listed(
      @Means("the longest in transit first") @Size(max = Paging.MAX) List<Transit> transits,
      @Means("false if there is more than this") boolean complete) {}

  /** How many crates are listed. */
  public record HowMany(
      @Means("the most crates to list; default: 100") @Min(1) @Max(Paging.MAX) @Nullable Integer limit) {

    int most() {
      return limit == null ? Paging.DEFAULT : limit;
    }
  }

  /** Transport crates. */
  public record Crates(
      @Means("the longest in use first") @Size(max = Paging.MAX) List<Crate> crates,
      @Means("false if there is more than this") boolean complete) {}

  /** A transport crate in use. */
  public record Crate(
      @Means("what is printed on the crate") @Size(max = Texts.LONGEST) String crate,
      @Means("the code of the branch to which the crate goes") @Size(max = Texts.LONGEST) String to,
      @Means("how many items are in it") @Min(1) int count,
      @Means("when the first of them was sent") Instant since) {

    static Crate of(TransportLists.Crate crate) {
      return new Crate(crate.crate(), crate.to(), crate.items(), crate.since());
    }
  }

  /** Which crate. */
  public record WhichCrate(@Means("what is printed on the crate") @Size(max = NAME) String crate) {}

  /** An item that is put into a crate. */
  public record NewInCrate(
      @Means("what is printed on the crate") @Size(max = NAME) String crate,
      @Means("a barcode") @Size(max = NAME) String item) {}

  /** An item that is in a crate. */
  public record Packed(
      @Means("its barcode") @Size(max = Texts.LONGEST) String item,
      @Size(max = Texts.LONGEST) String title,
      @Size(max = NAME) String crate,
      @Means("the code of the branch to which the crate goes") @Size(max = Texts.LONGEST) String to) {

    static Packed of(TransportOutcome.Packed packed) {
      return new Packed(
          packed.item().barcode(), packed.item().title(), packed.crate(), packed.destination());
    }
  }

  /** What is in a crate. */
  public record Contents(
      @Means("by barcode; empty for a crate that is not in use") List<Transit> items) {}

  /** An item in transit. Of the patron who waits for it nothing is told. */
  public record Transit(
      @Means("its barcode") @Size(max = Texts.LONGEST) String item,
      @Size(max = Texts.LONGEST) String title,
      @Means("the code of the branch that sent it, or tenant/branch if another tenant took it in")
          @Size(max = Texts.LONGEST) String from,
      @Means("the code of the branch to which it goes") @Size(max = Texts.LONGEST) String to,
      @Means("when it was sent") Instant sent,
      @Means("whether it should have arrived, by the setting transit.days") boolean overdue,
      @Means("whether a patron waits for it there") boolean forHold,
      @Means("the crate that it is in") @Size(max = Texts.LONGEST) @Nullable String crate) {

    static Transit of(OnItsWay way) {
      return new Transit(
          way.item(),
          way.title(),
          way.from(),
          way.to(),
          way.sent(),
          way.isOverdue(),
          way.forHold(),
          way.crate());
    }
  }
}
