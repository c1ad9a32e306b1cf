package org.samling.operations.transport;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.FloatingGroup;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on floating groups take and return. */
public final class FloatingGroups {

  private FloatingGroups() {}

  /**
   * A page of floating groups.
   *
   * @param floatingGroups the groups, by code
   * @param next what the next page comes after
   */
  public record Listed(List<Group> floatingGroups, @Means(Paging.NEXT) @Nullable String next) {}

  /** A floating group. */
  public record Group(
      String code,
      @Means("their codes") List<String> branches,
      @Means("who set it") String by,
      @Means("when it was set") Instant at) {

    static Group of(FloatingGroup group) {
      return new Group(
          group.code(), group.branches().stream().sorted().toList(), group.by(), group.at());
    }
  }

  /** A floating group that is to be set. */
  public record Wanted(
      @Means("a group with the same code is changed") @Size(max = 40) String code,
      @Means("the codes of all its branches") @Size(min = 1, max = 1_000) List<@Size(max = 100) String> branches) {}

  /** Which floating group. */
  public record WhichGroup(@Means("the code of the group") String group) {}
}
