package org.samling.core.circulation.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.GroupFacts;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.patron.SchoolClass;

/** Something that changes a group that borrows together. */
public sealed interface GroupCommand extends Command<PatronOutcome> {

  /** The identifiers of all whom it names. */
  List<String> named();

  /**
   * Change who is in a group, and what class it is. Who is in it already, or not, stays so.
   *
   * @param origin where it comes from
   * @param patron an identifier of the group
   * @param name what it is called, or null for as it is
   * @param schoolClass the class that it is, or null for as it is
   * @param put who is in it from now on
   * @param remove identifiers of those who are not any more
   */
  record ChangeGroup(
      Origin origin,
      String patron,
      @Nullable String name,
      @Nullable SchoolClass schoolClass,
      List<NewMember> put,
      List<String> remove)
      implements GroupCommand {

    /** Copies the lists, and checks how long they are. */
    public ChangeGroup {
      put = List.copyOf(put);
      remove = List.copyOf(remove);
      if (put.size() > GroupFacts.MAX_MEMBERS || remove.size() > GroupFacts.MAX_MEMBERS) {
        throw new IllegalArgumentException(
            "a group has at most %d members".formatted(GroupFacts.MAX_MEMBERS));
      }
    }

    @Override
    public List<String> named() {
      var all = new ArrayList<String>();
      all.add(patron);
      put.forEach(member -> all.add(member.identifier()));
      all.addAll(remove);
      return all;
    }
  }

  /**
   * Somebody who is in a group from now on.
   *
   * @param identifier an identifier of theirs
   * @param isResponsible whether they are responsible for it
   */
  record NewMember(String identifier, boolean isResponsible) {}
}
