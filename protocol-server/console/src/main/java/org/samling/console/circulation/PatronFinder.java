package org.samling.console.circulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.circulation.Inquiries;
import org.samling.core.policy.Sight;

/** Finds patrons by name or identifier, among those the member may see. */
public final class PatronFinder {

  /** The maximum number of patrons shown. */
  public static final int MOST = 50;

  private static final int SHORTEST_NAME = 2;

  private final DeskLists lists;
  private final Inquiries inquiries;

  /** Creates the finder on the lists of patrons. */
  public PatronFinder(DeskLists lists, Inquiries inquiries) {
    this.lists = lists;
    this.inquiries = inquiries;
  }

  /**
   * Finds the patron with an identifier as {@link #byIdentifier} does; whoever has the card of
   * another library that has an agreement becomes a guest here. For a card that somebody at the
   * desk has in hand.
   */
  public Optional<Known> byCard(Sight scope, String identifier) {
    var tenant = scope.policy().tenant().id();
    return lists
        .patron(tenant, identifier)
        .or(() ->
            inquiries
                .patron(tenant, identifier, Set.of())
                .flatMap(_ -> lists.patron(tenant, identifier)))
        .filter(known -> scope.sees(known.branch()));
  }

  /** Finds the patron with an identifier, even if it is blocked or has expired. */
  public Optional<Known> byIdentifier(Sight scope, String identifier) {
    return lists
        .patron(scope.policy().tenant().id(), identifier)
        .filter(known -> scope.sees(known.branch()));
  }

  /** Finds patrons by name; returns one more than the maximum if there are more. */
  public List<Known> byName(Sight scope, String name) {
    return name.length() < SHORTEST_NAME
        ? List.of()
        : lists.patrons(scope.policy().tenant().id(), name, scope.branches(), null, MOST + 1);
  }
}
