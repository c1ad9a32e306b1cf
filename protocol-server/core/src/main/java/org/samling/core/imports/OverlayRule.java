package org.samling.core.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a merge does with fields, or with subfields of them. Of several rules for one the first
 * counts.
 *
 * @param field the fields
 * @param codes the codes of the subfields; empty for whole fields
 * @param sources the agencies of incoming records for which it counts; empty for all
 * @param action what is done
 */
public record OverlayRule(TagPattern field, String codes, List<String> sources, Action action) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?<field>[^$*@=]+)(?:[$*](?<codes>[^\\s$*@=,]{1,10}))?(?:@(?<sources>[^\\s@=,]{1,500}))?"
              + "=(?<action>[a-z-]+)");

  /** What is done. */
  public enum Action {
    /** What comes stands in the place of what is there, also where nothing comes. */
    REPLACE,
    /** What is there stays, and what comes is added where it is not there. */
    ADD,
    /** What is there stays; only where there is nothing, what comes is taken. */
    KEEP,
    /** What is there stays, also where there is nothing: what comes has no say. */
    PROTECT
  }

  /** Copies the agencies. */
  public OverlayRule {
    sources = List.copyOf(sources);
  }

  /** A rule for whole fields of all agencies. */
  public static OverlayRule of(String field, Action action) {
    return new OverlayRule(new TagPattern(field), "", List.of(), action);
  }

  /**
   * Parses a rule: {@code 59X=protect}, {@code 6XX$0=keep}, {@code 650@870970|DK-870970=add}.
   *
   * @throws IllegalArgumentException when it is none; the message says why
   */
  public static OverlayRule parse(String text) {
    var parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "an overlay rule is as 59X=protect, 6XX$0=keep or 650@870970=add, not \"" + text + "\"");
    }
    var codes = parts.group("codes");
    var sources = parts.group("sources");
    return new OverlayRule(
        new TagPattern(parts.group("field")),
        codes == null ? "" : codes,
        sources == null ? List.of() : List.of(sources.split("\\|")),
        action(parts.group("action")));
  }

  private static Action action(String word) {
    return Arrays.stream(Action.values())
        .filter(action -> word(action).equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "an overlay rule does %s, not \"%s\""
                    .formatted(
                        Arrays.stream(Action.values())
                            .map(OverlayRule::word)
                            .collect(Collectors.joining(", ")),
                        word)));
  }

  private static String word(Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  /** As it is written. */
  public String text() {
    return field.text()
        + (codes.isEmpty() ? "" : "$" + codes)
        + (sources.isEmpty() ? "" : "@" + String.join("|", sources))
        + "="
        + word(action);
  }

  /** Whether it counts for fields with a tag in records of an agency. */
  boolean isAbout(String tag, String source) {
    return field.matches(tag) && (sources.isEmpty() || sources.contains(source));
  }

  /** Whether it is about whole fields. */
  boolean isOfFields() {
    return codes.isEmpty();
  }
}
