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
        "How to match records, in this order, after agency and number: isbn, issn, faust, a field as 035$$a or 245$$ab~text,",
        "or several with scores as isbn:60+245$$a~text:40>=80. Default: only by agency and number (control-number)."
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
          "What to do with a record that matches several existing ones: add, reject, or review. Default: review where a match rule has scores, else add.")
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

  @Option(
      names = "--overlay",
      split = ",",
      paramLabel = "RULE",
      description =
          "With --on-match merge: what to do with further fields or subfields, as 6XX$$0=keep or 650@870970=add: replace, add, keep or protect.")
  private @Nullable List<String> overlay;

  @Option(
      names = "--review",
      description =
          "Have each record that would change the catalogue wait for somebody who decides about it (imports list-review).")
  private boolean review;

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
      var written = file == null ? ImportRules.Written.USUAL : WrittenImportRules.read(file);
      return written
          .but(
              new ImportRules.Written(
                  match, onMatch, onAmbiguous, protect, addOnly, overlay, review ? true : null))
          .rules();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }
}
