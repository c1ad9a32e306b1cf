package org.samling.library.config;

import java.nio.file.Path;
import java.util.List;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.MatchPoint;
import org.samling.library.yaml.YamlDocument;
import org.samling.library.yaml.YamlException;
import org.samling.library.yaml.YamlSchema;

/**
 * The rules of an import as they are written: in a file, in the configuration, as options.
 *
 * @param match the match points of records: {@link MatchPoint#CONTROL_NUMBER}, if at all, first
 * @param onMatch replace, keep or merge
 * @param onAmbiguous add or reject
 * @param protect fields that are kept when records are merged
 * @param addOnly fields that are only added to when records are merged
 */
public record WrittenImportRules(
    List<String> match,
    String onMatch,
    String onAmbiguous,
    List<String> protect,
    List<String> addOnly) {

  /** The schema for a file of import rules. */
  public static final YamlSchema SCHEMA =
      YamlSchema.of(WrittenImportRules.class, "import-rules.schema.json");

  /**
   * Reads a file.
   *
   * @throws YamlException when it can't be used; it holds all problems
   * @throws IllegalArgumentException when its rules contradict each other; the message says why
   */
  public static WrittenImportRules read(Path file) {
    return YamlDocument.read(file, SCHEMA).bind(WrittenImportRules.class);
  }

  /**
   * Converts to import rules.
   *
   * @throws IllegalArgumentException when a word is unknown, or the rules contradict each other;
   *     the message says why
   */
  public ImportRules rules() {
    return ImportRules.parse(match, onMatch, onAmbiguous, protect, addOnly);
  }
}
