package org.samling.console.circulation;

import java.util.List;
import java.util.Optional;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.DeskLists.Known;

/** Finds patrons by what staff type, where they are theirs to see. */
public final class PatronFinder {

  /** How many are shown at most. */
  public static final int MOST = 50;

  private static final int SHORTEST_NAME = 2;

  private final DeskLists lists;

  /** Makes it of what knows the patrons. */
  public PatronFinder(DeskLists lists) {
    this.lists = lists;
  }

  /** The patron whom an identifier names, also one that is blocked or has expired. */
  public Optional<Known> identified(StaffScope sight, String identifier) {
    return lists
        .patron(sight.policy().tenant().id(), identifier)
        .filter(known -> sight.sees(known.branch()));
  }

  /** Patrons by name: one more than are shown where there are more. */
  public List<Known> named(StaffScope sight, String name) {
    return name.length() < SHORTEST_NAME
        ? List.of()
        : lists.patrons(sight.policy().tenant().id(), name, sight.branches(), null, MOST + 1);
  }
}
