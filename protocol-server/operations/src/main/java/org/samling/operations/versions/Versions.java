package org.samling.operations.versions;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.ConfigurationVersion;
import org.samling.core.policy.ConfigurationVersion.Kind;
import org.samling.core.policy.Unit.Level;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on changes to the configuration take and return. */
public final class Versions {

  private Versions() {}

  /** Which changes are listed. */
  public record Filter(
      @Means("the kind of thing that was changed") @Nullable String kind,
      @Means("the name of the thing that was changed") @Size(max = 500) @Nullable String name,
      @Means("an account, staff, or cli: and a user's name") @Size(max = 210) @Nullable String who,
      @Means("a part of the code of the place") @Size(max = 500) @Nullable String place) {}

  /**
   * A page of changes.
   *
   * @param versions the changes, newest first
   * @param next what the next page comes after
   */
  public record Listed(List<Version> versions, @Means(Paging.NEXT) @Nullable String next) {}

  /** What a change did to the thing. */
  public enum Change {
    /** Created it. */
    MADE,
    /** Changed it. */
    CHANGED,
    /** Removed it. */
    TAKEN_AWAY;

    static Change of(ConfigurationVersion version) {
      if (version.before() == null) {
        return MADE;
      }
      return version.after() == null ? TAKEN_AWAY : CHANGED;
    }
  }

  /** A change in a list. */
  public record Version(
      @Means("rises with time, with gaps") @Min(0) long number,
      Instant at,
      @Means("an account, staff, or cli: and a user's name") String who,
      String protocol,
      Kind kind,
      String name,
      @Means("the level of the place where it applies") Level level,
      @Means("the code of the place; null for the whole tenant") @Nullable String place,
      Change change) {

    static Version of(ConfigurationVersion version) {
      return new Version(
          version.number(),
          version.at(),
          version.who(),
          version.protocol(),
          version.kind(),
          version.name(),
          version.unit().level(),
          orNull(version.unit().code()),
          Change.of(version));
    }
  }

  /** A change with everything that it altered. */
  public record WholeVersion(@JsonUnwrapped Version version, List<Difference> differences) {}

  /** What a change altered. */
  public record Difference(
      String what,
      @Means("null for nothing") @Nullable String before,
      @Means("null for nothing") @Nullable String after) {

    static Difference of(ConfigurationVersion.Difference difference) {
      return new Difference(
          difference.what(), orNull(difference.before()), orNull(difference.after()));
    }
  }

  /** Which change. */
  public record WhichVersion(@Means("the number of the change") String number) {}

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
