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

  private static final WrittenImportRules NOTHING_SAID =
      new WrittenImportRules(List.of(), "replace", "add", List.of(), List.of());

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "A file that says what the five options below say (docs/import.md); each of them counts more.")
  private @Nullable Path file;

  @Option(
      names = "--match",
      split = ",",
      paramLabel = "KEY",
      description = {
        "By what records are known again, in this order, behind agency and number: isbn, issn, faust.",
        "Default: by agency and number (control-number) only."
      })
  private @Nullable List<String> match;

  @Option(
      names = "--on-match",
      paramLabel = "WHAT",
      description =
          "What becomes of a record that is there: replace (default), keep, or merge, which protects fields of it.")
  private @Nullable String onMatch;

  @Option(
      names = "--on-ambiguous",
      paramLabel = "WHAT",
      description =
          "What becomes of a record that may be each of several that are there: add (default) or reject.")
  private @Nullable String onAmbiguous;

  @Option(
      names = "--protect",
      split = ",",
      paramLabel = "TAG",
      description =
          "With --on-match merge: fields that stay as they are, as 590, d08, or 59X and 9XX for all that begin so.")
  private @Nullable List<String> protect;

  @Option(
      names = "--add-only",
      split = ",",
      paramLabel = "TAG",
      description = "With --on-match merge: fields of which none is lost, and new ones are added.")
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
      var said = file == null ? NOTHING_SAID : WrittenImportRules.read(file);
      return new WrittenImportRules(
              match == null ? said.match() : match,
              onMatch == null ? said.onMatch() : onMatch,
              onAmbiguous == null ? said.onAmbiguous() : onAmbiguous,
              protect == null ? said.protect() : protect,
              addOnly == null ? said.addOnly() : addOnly)
          .rules();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }
}
