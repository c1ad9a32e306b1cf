package org.samling.cli.catalogue;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.imports.ImportRules;
import org.samling.library.config.WrittenImportRules;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for matching records in an import, and for what to do with matches. */
final class ImportRuleOptions {

  private static final WrittenImportRules NO_RULES =
      new WrittenImportRules(List.of(), "replace", "add", List.of(), List.of());

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "A file with the rules for matching and merging (docs/import.md). Options given on the command line override it.")
  private @Nullable Path file;

  @Option(
      names = "--match",
      split = ",",
      paramLabel = "KEY",
      description = {
        "How to match records, in this order, after agency and number: isbn, issn, faust.",
        "Default: only by agency and number (control-number)."
      })
  private @Nullable List<String> match;

  @Option(
      names = "--on-match",
      paramLabel = "WHAT",
      description =
          "What to do with an existing record: replace (default), keep, or merge, which protects some of its fields.")
  private @Nullable String onMatch;

  @Option(
      names = "--on-ambiguous",
      paramLabel = "WHAT",
      description =
          "What to do with a record that matches several existing ones: add (default) or reject.")
  private @Nullable String onAmbiguous;

  @Option(
      names = "--protect",
      split = ",",
      paramLabel = "TAG",
      description =
          "With --on-match merge: fields of the existing record that are kept unchanged, such as 590, d08, or 59X and 9XX for whole ranges.")
  private @Nullable List<String> protect;

  @Option(
      names = "--add-only",
      split = ",",
      paramLabel = "TAG",
      description = "With --on-match merge: fields that are never removed; new ones are added.")
  private @Nullable List<String> addOnly;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ImportRuleOptions() {}

  /**
   * The rules.
   *
   * @throws ParameterException if they contradict each other
   */
  ImportRules rules() {
    try {
      var written = file == null ? NO_RULES : WrittenImportRules.read(file);
      return new WrittenImportRules(
              match == null ? written.match() : match,
              onMatch == null ? written.onMatch() : onMatch,
              onAmbiguous == null ? written.onAmbiguous() : onAmbiguous,
              protect == null ? written.protect() : protect,
              addOnly == null ? written.addOnly() : addOnly)
          .rules();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }
}
