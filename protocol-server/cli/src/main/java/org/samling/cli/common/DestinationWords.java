package org.samling.cli.common;

import org.samling.core.circulation.outcome.CheckinOutcome.Destination;

/** Where items go, as the commands print it. */
public final class DestinationWords {

  private DestinationWords() {}

  /** Describes where an item goes, without naming who waits for it. */
  public static String of(Destination destination) {
    return switch (destination) {
      case Destination.Shelf _ -> "to its shelf";
      case Destination.HoldShelf(_, _, _, _, var shelf) ->
          shelf == null
              ? "reserved, to the hold shelf"
              : "reserved, to the hold shelf, number " + shelf.number();
      case Destination.HoldTransit(var to, _, _, _) -> "reserved, to be sent to " + to;
      case Destination.HomeTransit(var to) -> "to be sent to " + to;
      case Destination.Booked(var to, _, var isHere, _) ->
          isHere ? "booked, to be fetched here" : "booked, to be sent to " + to;
      case Destination.Lender(_, var library) -> "to be sent to " + library;
    };
  }
}
