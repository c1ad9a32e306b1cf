package org.samling.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportRules.OnAmbiguous;
import org.samling.core.imports.ImportRules.OnMatch;
import org.samling.core.imports.MatchPoint;
import org.samling.core.imports.TagPattern;

/**
 * The rules of an import as they are written: in a file, in the configuration, as options.
 *
 * @param match by what records are known again: {@link MatchPoint#CONTROL_NUMBER}, if at all, first
 * @param onMatch replace, keep or merge
 * @param onAmbiguous add or reject
 * @param protect fields that stay where records are merged
 * @param addOnly fields that are only added to where records are merged
 */
public record WrittenImportRules(
    List<String> match,
    String onMatch,
    String onAmbiguous,
    List<String> protect,
    List<String> addOnly) {

  /** The rules for a file of them. */
  public static final YamlSchema SCHEMA =
      YamlSchema.of(WrittenImportRules.class, "import-rules.schema.json");

  /**
   * Reads a file.
   *
   * @param file the file
   * @throws YamlException when it can't be used; it holds all problems
   * @throws IllegalArgumentException when its rules don't go together; the message says why
   */
  public static WrittenImportRules read(Path file) {
    return YamlDocument.read(file, SCHEMA).bind(WrittenImportRules.class);
  }

  /**
   * What is written.
   *
   * @throws IllegalArgumentException when a word is none of those that there are, or the rules
   *     don't go together; the message says why
   */
  public ImportRules rules() {
    if (match.lastIndexOf(MatchPoint.CONTROL_NUMBER) > 0) {
      throw new IllegalArgumentException(
          MatchPoint.CONTROL_NUMBER + " counts before all others, and so stands first");
    }
    return new ImportRules(
        match.stream()
            .filter(word -> !word.equals(MatchPoint.CONTROL_NUMBER))
            .map(WrittenImportRules::point)
            .toList(),
        word("on-match", OnMatch.class, onMatch),
        word("on-ambiguous", OnAmbiguous.class, onAmbiguous),
        protect.stream().map(TagPattern::new).toList(),
        addOnly.stream().map(TagPattern::new).toList());
  }

  private static MatchPoint point(String word) {
    return MatchPoint.named(word)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "match must be %s, %s, not \"%s\""
                    .formatted(MatchPoint.CONTROL_NUMBER, MatchPoint.labels(), word)));
  }

  private static <E extends Enum<E>> E word(String key, Class<E> type, String word) {
    for (var value : type.getEnumConstants()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
        return value;
      }
    }
    throw new IllegalArgumentException("%s can't be \"%s\"".formatted(key, word));
  }
}
