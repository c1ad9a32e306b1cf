package org.samling.core.circulation.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.GroupFacts;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.patron.SchoolClass;

/** A command that changes a group that borrows together. */
public sealed interface GroupCommand extends Command<PatronOutcome> {

  /** The identifiers of all patrons that it names. */
  List<String> named();

  /** The identifiers of those who are to be in the group. */
  List<String> joining();

  /**
   * Changes a group's members, and which school class it is. Adding a member who is already in it,
   * or removing a patron who is not, is no error. A pupil who is added to a school's class leaves
   * the classes of other schools.
   *
   * @param patron an identifier of the group
   * @param name what it is called, or null to leave it
   * @param schoolClass the school class that it is, or null to leave it
   * @param put the members to add
   * @param remove identifiers of the members to remove
   */
  record ChangeGroup(
      Origin origin,
      String patron,
      @Nullable String name,
      @Nullable SchoolClass schoolClass,
      List<NewMember> put,
      List<String> remove)
      implements GroupCommand {

    /** A change of members only, or also of which class it is. */
    public ChangeGroup(
        Origin origin,
        String patron,
        @Nullable SchoolClass schoolClass,
        List<NewMember> put,
        List<String> remove) {
      this(origin, patron, null, schoolClass, put, remove);
    }

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
    public List<String> joining() {
      return put.stream().map(NewMember::identifier).toList();
    }

    @Override
    public List<String> named() {
      var all = new ArrayList<String>();
      all.add(patron);
      all.addAll(joining());
      all.addAll(remove);
      return all;
    }
  }

  /**
   * A member to add to a group.
   *
   * @param identifier an identifier of theirs
   * @param isResponsible whether they are responsible for it
   */
  record NewMember(String identifier, boolean isResponsible) {}
}
