package org.samling.console.versions;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.ConfigurationVersion;
import org.samling.core.policy.ConfigurationVersion.Difference;
import org.samling.core.policy.ConfigurationVersion.Kind;

/**
 * What the list of changes shows.
 *
 * @param rows the changes, the latest first
 * @param kinds what there is to choose from
 * @param kind the kind that is looked for; empty for all
 * @param who who is looked for; empty for anybody
 * @param unit a part of the place that is looked for; empty for any
 * @param older the address of the page behind this one, behind the tenant's; null where there is
 *     none
 */
public record VersionsPage(
    List<Row> rows,
    List<Kind> kinds,
    String kind,
    String who,
    String unit,
    @Nullable String older) {

  /** Columns that say which of its kind something is, and at which place. */
  private static final Set<String> WHICH =
      Set.of("setting", "level", "unit", "code", "username", "number", "branch");

  /** Copies the lists. */
  public VersionsPage {
    rows = List.copyOf(rows);
    kinds = List.copyOf(kinds);
  }

  /**
   * A change.
   *
   * @param number what it is called
   * @param at when it was made
   * @param who who made it
   * @param protocol how it was made
   * @param kind of what
   * @param name which of them
   * @param where at which place, as its code; empty for the whole tenant
   * @param what the key of the words for made, changed, taken away
   * @param differences what differs
   */
  public record Row(
      long number,
      Instant at,
      String who,
      String protocol,
      Kind kind,
      String name,
      String where,
      String what,
      List<Difference> differences) {

    /** Copies the list. */
    public Row {
      differences = List.copyOf(differences);
    }

    /** Where all of it is new or gone, what only says which it is stands beside it already. */
    private static List<Difference> told(ConfigurationVersion version) {
      var isWhole = version.before() == null || version.after() == null;
      return version.differences().stream()
          .filter(d -> !isWhole || !WHICH.contains(d.what()))
          .toList();
    }

    static Row of(ConfigurationVersion version) {
      return new Row(
          version.number(),
          version.at(),
          version.who(),
          version.protocol(),
          version.kind(),
          version.name(),
          version.unit().code(),
          version.before() == null
              ? "versions.made"
              : version.after() == null ? "versions.taken-away" : "versions.changed",
          told(version));
    }
  }

  /**
   * What the page of one change shows.
   *
   * @param row the change
   * @param mayRollBack whether the visitor may roll it back
   * @param problem the key of the words for why it was not rolled back, or null
   */
  public record One(Row row, boolean mayRollBack, @Nullable String problem) {}
}
