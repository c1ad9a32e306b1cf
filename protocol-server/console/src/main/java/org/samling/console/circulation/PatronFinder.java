package org.samling.console.circulation;

import java.util.List;
import java.util.Optional;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.policy.Sight;

/** Finds patrons by name or identifier, among those the member may see. */
public final class PatronFinder {

  /** The maximum number of patrons shown. */
  public static final int MOST = 50;

  private static final int SHORTEST_NAME = 2;

  private final DeskLists lists;

  /** Creates the finder on the lists of patrons. */
  public PatronFinder(DeskLists lists) {
    this.lists = lists;
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
