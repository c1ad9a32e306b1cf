package org.samling.core.circulation.facts;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.SchoolClass;

/**
 * A group that borrows together, with its members.
 *
 * @param patronId the group, a patron of its own
 * @param name what it is called
 * @param schoolClass the school class it represents, or null
 * @param members who is in it and who is responsible for it; at most {@value #MAX_MEMBERS}
 */
public record GroupFacts(
    UUID patronId, String name, @Nullable SchoolClass schoolClass, List<Member> members) {

  /** The most members in a group. */
  public static final int MAX_MEMBERS = 500;

  /** Copies the members. */
  public GroupFacts {
    members = List.copyOf(members);
  }

  /** The group without one of its members. */
  public GroupFacts without(UUID member) {
    return new GroupFacts(
        patronId,
        name,
        schoolClass,
        members.stream().filter(one -> !one.patronId().equals(member)).toList());
  }

  /**
   * A member of a group.
   *
   * @param patronId who
   * @param isResponsible whether they are responsible for the group, as a teacher is, and borrow
   *     for it
   */
  public record Member(UUID patronId, boolean isResponsible) {}
}
