package org.samling.exchange.imports;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.MatchPoint;
import org.samling.core.imports.MatchTally;
import org.samling.core.imports.TagPattern;

/** The rules of an import and their results, each in one line. */
public final class RuleTexts {

  private RuleTexts() {}

  /** Rules: {@code match control-number, isbn; on match merge; ambiguous add; protect 59X, 9XX}. */
  public static String of(ImportRules rules) {
    var match =
        Stream.concat(
                Stream.of(MatchPoint.CONTROL_NUMBER), rules.match().stream().map(MatchPoint::label))
            .collect(Collectors.joining(", "));
    return "match %s; on match %s; ambiguous %s%s%s"
        .formatted(
            match,
            rules.onMatch().name().toLowerCase(Locale.ROOT),
            rules.onAmbiguous().name().toLowerCase(Locale.ROOT),
            tags("; protect ", rules.protect()),
            tags("; add only ", rules.addOnly()));
  }

  /** The results of the rules. */
  public static String of(MatchTally matches) {
    return "Rules: %d matched by another number, %d kept as they were (%d for their owner), %d ambiguous, %d apart."
        .formatted(
            matches.matched(),
            matches.kept(),
            matches.owned(),
            matches.ambiguous(),
            matches.apart());
  }

  private static String tags(String before, List<TagPattern> tags) {
    return tags.isEmpty()
        ? ""
        : before + tags.stream().map(TagPattern::text).collect(Collectors.joining(", "));
  }
}
