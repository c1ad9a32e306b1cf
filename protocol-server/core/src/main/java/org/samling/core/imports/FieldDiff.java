package org.samling.core.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;

/**
 * What loading a record would change, field by field.
 *
 * @param lines the fields, of which some are there, some go and some come
 * @param isCut whether further fields are left out
 */
public record FieldDiff(List<Line> lines, boolean isCut) {

  /** The most fields that are shown. */
  public static final int MAX_LINES = 1_000;

  /** The most fields of both records that are compared one with each other. */
  private static final int MAX_COMPARED = 1_000_000;

  /** What becomes of a field. */
  public enum Change {
    /** It stays. */
    SAME,
    /** It goes. */
    REMOVED,
    /** It comes. */
    ADDED
  }

  /**
   * A field.
   *
   * @param text its tag, indicators and subfields: {@code 245 10 $aTitle}
   */
  public record Line(Change change, String text) {}

  /** Copies the lines. */
  public FieldDiff {
    lines = List.copyOf(lines);
  }

  /**
   * The difference between an existing record and what becomes of it.
   *
   * @param rules how records are merged
   * @param there the existing record, or null where the record is a new one
   */
  public static FieldDiff of(
      ImportRules rules, CatalogueRecord coming, @Nullable CatalogueRecord there) {
    if (there == null) {
      return of(List.of(), texts(coming.content()));
    }
    var isMerged =
        rules.onMatch() == ImportRules.OnMatch.MERGE
            && there.format().marc() == coming.format().marc();
    var after =
        isMerged
            ? MergedRecord.of(rules, there.content(), coming.content(), coming.key().source())
            : coming.content();
    return of(texts(there.content()), texts(after));
  }

  private static FieldDiff of(List<String> before, List<String> after) {
    var lines = new ArrayList<Line>();
    var first = 0;
    var most = Math.min(before.size(), after.size());
    while (first < most && before.get(first).equals(after.get(first))) {
      lines.add(new Line(Change.SAME, before.get(first++)));
    }
    var last = 0;
    while (last < most - first
        && before.get(before.size() - 1 - last).equals(after.get(after.size() - 1 - last))) {
      last++;
    }
    compare(
        before.subList(first, before.size() - last),
        after.subList(first, after.size() - last),
        lines);
    before
        .subList(before.size() - last, before.size())
        .forEach(text -> lines.add(new Line(Change.SAME, text)));
    return new FieldDiff(
        lines.subList(0, Math.min(lines.size(), MAX_LINES)), lines.size() > MAX_LINES);
  }

  /** By their longest common subsequence; of very long records all fields go and come. */
  private static void compare(List<String> before, List<String> after, List<Line> lines) {
    var isCompared = (long) before.size() * after.size() <= MAX_COMPARED;
    var common = isCompared ? common(before, after) : new int[1][1];
    var i = 0;
    var j = 0;
    while (i < before.size() || j < after.size()) {
      if (isCompared
          && i < before.size()
          && j < after.size()
          && before.get(i).equals(after.get(j))) {
        lines.add(new Line(Change.SAME, before.get(i++)));
        j++;
      } else if (i < before.size()
          && (j == after.size() || !isCompared || common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line(Change.REMOVED, before.get(i++)));
      } else {
        lines.add(new Line(Change.ADDED, after.get(j++)));
      }
    }
  }

  private static int[][] common(List<String> before, List<String> after) {
    var common = new int[before.size() + 1][after.size() + 1];
    for (var i = before.size() - 1; i >= 0; i--) {
      for (var j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static List<String> texts(MarcContent content) {
    var texts = new ArrayList<String>();
    texts.add("LDR " + content.leader());
    content.fields().forEach(field -> texts.add(text(field)));
    return texts;
  }

  private static String text(Field field) {
    return switch (field) {
      case ControlField(var tag, var value) -> tag + " " + value;
      case DataField(var tag, var first, var second, var subfields) ->
          "%s %c%c %s"
              .formatted(
                  tag,
                  first,
                  second,
                  subfields.stream()
                      .map(s -> "$" + s.code() + s.value())
                      .collect(Collectors.joining()));
    };
  }
}
