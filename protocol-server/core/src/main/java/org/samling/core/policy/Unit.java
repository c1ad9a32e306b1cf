package org.samling.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A place in the organisation's tree, on which settings are made: the tenant, one of its agencies,
 * a branch, or one of the four levels within a branch.
 *
 * @param level how deep in the tree
 * @param code its identifier: the tenant's code, the agency's number, the branch's code, and within
 *     a branch the path: {@code DK-779700 > Voksen > Skønlitteratur}
 */
public record Unit(Level level, String code) {

  /** The separator between the parts of a place within a branch. */
  public static final String WITHIN = " > ";

  /** How deep in the tree. */
  public enum Level {
    /** The whole consortium. */
    TENANT,
    /** A public or school library. */
    AGENCY,
    /** A place where people borrow and return. */
    BRANCH,
    /** Department (afdeling) of a branch. */
    DEPARTMENT,
    /** Location (opstilling) in a department. */
    LOCATION,
    /** Sublocation (delopstilling) in a location. */
    SUBLOCATION,
    /** Section in a sublocation. */
    SECTION
  }

  /**
   * The path from a place up to the tenant, the deepest first.
   *
   * @param tenant the tenant's code
   * @param agency the number of the branch's agency
   * @param branch the branch's code
   * @param location the place within the branch, its parts separated by {@link #WITHIN}, or null;
   *     parts after the fourth are ignored
   */
  public static List<Unit> path(
      String tenant, String agency, String branch, @Nullable String location) {
    var path = new ArrayList<Unit>();
    path.add(new Unit(Level.TENANT, tenant));
    path.add(new Unit(Level.AGENCY, agency));
    path.add(new Unit(Level.BRANCH, branch));
    if (location != null) {
      var code = branch;
      var levels = Level.values();
      var parts = location.split(WITHIN, -1);
      for (var i = 0; i < parts.length && path.size() < levels.length; i++) {
        code += WITHIN + parts[i].strip();
        path.add(new Unit(levels[path.size()], code));
      }
    }
    return path.reversed();
  }

  /**
   * The unit within a branch that a location names.
   *
   * @throws IllegalArgumentException where it has more than four parts
   */
  public static Unit within(String branch, String location) {
    if (location.split(WITHIN, -1).length > 4) {
      throw new IllegalArgumentException(
          "a place within a branch has at most four parts: \"%s\"".formatted(location));
    }
    return path("", "", branch, location).getFirst();
  }

  @Override
  public String toString() {
    return level.name().toLowerCase(Locale.ROOT) + " " + code;
  }
}
