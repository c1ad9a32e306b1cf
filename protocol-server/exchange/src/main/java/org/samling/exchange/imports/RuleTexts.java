package org.samling.exchange.imports;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.MatchPoint;
import org.samling.core.imports.MatchRule;
import org.samling.core.imports.MatchTally;
import org.samling.core.imports.OverlayRule;

/** The rules of an import and their results, each in one line. */
public final class RuleTexts {

  private RuleTexts() {}

  /**
   * Rules: {@code match control-number, isbn; on match merge; ambiguous add; overlay 59X=protect}.
   */
  public static String of(ImportRules rules) {
    var match =
        Stream.concat(
                Stream.of(MatchPoint.CONTROL_NUMBER), rules.match().stream().map(MatchRule::text))
            .collect(Collectors.joining(", "));
    return "match %s; on match %s; ambiguous %s%s%s"
        .formatted(
            match,
            rules.onMatch().name().toLowerCase(Locale.ROOT),
            rules.onAmbiguous().name().toLowerCase(Locale.ROOT),
            rules.overlay().isEmpty()
                ? ""
                : "; overlay "
                    + rules.overlay().stream()
                        .map(OverlayRule::text)
                        .collect(Collectors.joining(", ")),
            rules.isReviewed() ? "; all are reviewed" : "");
  }

  /** The results of the rules. */
  public static String of(MatchTally matches) {
    return "Rules: %d matched by another number, %d kept as they were (%d for their owner), %d ambiguous, %d apart, %d wait for review."
        .formatted(
            matches.matched(),
            matches.kept(),
            matches.owned(),
            matches.ambiguous(),
            matches.apart(),
            matches.held());
  }
}
