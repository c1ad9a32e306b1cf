package org.samling.core.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that lists the changes of the configuration in the database, and rolls them back. Each
 * change is recorded in its own transaction, whoever makes it, and never deleted.
 */
public interface ConfigurationVersions {

  /** The most changes in one list. */
  int MOST = 200;

  /**
   * A filter of changes.
   *
   * @param kinds the kinds of things changed
   * @param name the name of the thing changed; empty for any
   * @param who who made them; empty for anybody
   * @param unit a part of the code of the place, in any case; empty for any place
   * @param agencies the agencies where they apply, beside those of the whole tenant; null for all
   *     places
   */
  record ChangeFilter(
      Set<ConfigurationVersion.Kind> kinds,
      String name,
      String who,
      String unit,
      @Nullable Set<String> agencies) {

    /** All changes. */
    public static final ChangeFilter ALL =
        new ChangeFilter(Set.of(ConfigurationVersion.Kind.values()), "", "", "", null);

    /** Copies the sets. */
    public ChangeFilter {
      kinds = Set.copyOf(kinds);
      agencies = agencies == null ? null : Set.copyOf(agencies);
    }
  }

  /**
   * Changes, the latest first.
   *
   * @param before the number of the last of the page before, or null for the first page
   * @param limit how many at most, up to {@link #MOST}
   */
  List<ConfigurationVersion> latest(
      TenantId tenant, ChangeFilter wanted, @Nullable Long before, int limit);

  /**
   * One change.
   *
   * @return empty where there is none with this number, or where the filter excludes it
   */
  Optional<ConfigurationVersion> find(TenantId tenant, ChangeFilter wanted, long number);

  /**
   * Rolls a change back. That is a change itself, and can be rolled back too.
   *
   * @param number the change
   */
  RollBack rollBack(TenantId tenant, long number);

  /** The outcome of rolling back. */
  enum RollBack {
    /** The old values are restored. */
    DONE,
    /** There is no such change. */
    UNKNOWN,
    /** It was changed again since: the later change would be lost. */
    CHANGED_SINCE,
    /** That change created it, and others may refer to it: it is not deleted. */
    MADE,
    /**
     * The old values are no longer possible: what they refer to is gone, or something refers to it.
     */
    UNFIT
  }
}
