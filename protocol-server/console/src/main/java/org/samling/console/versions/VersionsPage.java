package org.samling.console.versions;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Visit;
import org.samling.core.policy.ConfigurationVersion;
import org.samling.core.policy.ConfigurationVersion.Kind;

/**
 * The model of the list of changes.
 *
 * @param rows the changes, latest first
 * @param kinds the kinds to choose from
 * @param kind the kind to filter by; empty for all
 * @param name the name of the thing to filter by; empty for any
 * @param who the person to filter by; empty for anybody
 * @param unit a part of the place to filter by; empty for any
 * @param older the path of the next page, relative to the tenant's; null if there is none
 */
public record VersionsPage(
    List<Row> rows,
    List<Kind> kinds,
    String kind,
    String name,
    String who,
    String unit,
    @Nullable String older) {

  /** Columns that identify the object and its place. */
  private static final Set<String> WHICH =
      Set.of("setting", "level", "unit", "code", "username", "number", "branch", "weekday");

  /** Copies the lists. */
  public VersionsPage {
    rows = List.copyOf(rows);
    kinds = List.copyOf(kinds);
  }

  /**
   * A change.
   *
   * @param at when it was made
   * @param protocol how it was made
   * @param kind the kind of object
   * @param name the object
   * @param where the code of its place; empty for the whole tenant
   * @param what the message key for created, changed or removed
   * @param differences the differences
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
      List<ReadableDifference> differences) {

    /** Copies the list. */
    public Row {
      differences = List.copyOf(differences);
    }

    /**
     * Returns the differences; of an object created or removed, without the columns that identify
     * it, which are shown already.
     */
    private static List<ReadableDifference> visibleDifferences(
        ConfigurationVersion version, DifferenceTexts texts) {
      var isWhole = version.before() == null || version.after() == null;
      return version.differences().stream()
          .filter(d -> !isWhole || !WHICH.contains(d.what()))
          .flatMap(texts::of)
          .toList();
    }

    static Row of(ConfigurationVersion version, Visit visit) {
      var texts = new DifferenceTexts(visit.words(), visit.tenant());
      return new Row(
          version.number(),
          version.at(),
          version.who(),
          version.protocol(),
          version.kind(),
          texts.name(version.kind().word(), version.name()),
          version.unit().code(),
          version.before() == null
              ? "versions.made"
              : version.after() == null ? "versions.taken-away" : "versions.changed",
          visibleDifferences(version, texts));
    }
  }

  /**
   * The model of the page of one change.
   *
   * @param mayRollBack whether the visitor may roll it back
   * @param problem the message key of why it was not rolled back, or null
   */
  public record One(Row row, boolean mayRollBack, @Nullable String problem) {}
}
