package org.samling.core.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that tells what was changed of the configuration that the database holds, and puts back
 * what was. Each change is written down in its own transaction, whoever makes it, and stays.
 */
public interface ConfigurationVersions {

  /** How many are told at once, at most. */
  int MOST = 200;

  /**
   * Which changes are wanted.
   *
   * @param kinds of what
   * @param who who made them; empty for anybody
   * @param unit a part of the code of the place, in any case; empty for any place
   * @param agencies the agencies at whose places they hold, beside those of the whole tenant; null
   *     for all places
   */
  record Wanted(
      Set<ConfigurationVersion.Kind> kinds,
      String who,
      String unit,
      @Nullable Set<String> agencies) {

    /** All there are. */
    public static final Wanted ALL =
        new Wanted(Set.of(ConfigurationVersion.Kind.values()), "", "", null);

    /** Copies the sets. */
    public Wanted {
      kinds = Set.copyOf(kinds);
      agencies = agencies == null ? null : Set.copyOf(agencies);
    }
  }

  /**
   * Changes, the latest first.
   *
   * @param before the number of the last of the page before, or null for the first page
   * @param limit how many at most, of {@link #MOST}
   */
  List<ConfigurationVersion> latest(
      TenantId tenant, Wanted wanted, @Nullable Long before, int limit);

  /**
   * One change.
   *
   * @return nothing where there is none of this number, or where it is none of those wanted
   */
  Optional<ConfigurationVersion> find(TenantId tenant, Wanted wanted, long number);

  /**
   * Puts back what a change took away. That is a change itself, and can be rolled back too.
   *
   * @param number the change
   */
  RollBack rollBack(TenantId tenant, long number);

  /** What came of rolling back. */
  enum RollBack {
    /** What was is again. */
    DONE,
    /** There is no such change. */
    UNKNOWN,
    /** It was changed again since: what came later would be lost. */
    CHANGED_SINCE,
    /** It was made by that change, and others may refer to it: it is not taken away again. */
    MADE,
    /** What was can't be any more: what it refers to is gone, or something refers to it. */
    UNFIT
  }
}
