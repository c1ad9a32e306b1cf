package org.samling.routes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.samling.core.organisation.OwnTexts.OwnText;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;

/** Checks that a tenant's own text can replace a built-in one. */
public final class OwnTextChecks {

  /** The longest field of SIP2. */
  private static final int MAX_LENGTH = 255;

  /** The longest name of a wording. */
  private static final int MAX_NAME = 40;

  private OwnTextChecks() {}

  /** Lists what is wrong with a text, a sentence each; empty where it can be used. */
  public static List<String> problems(OwnText own) {
    if (!ScreenMessages.languages().contains(own.language())) {
      return List.of(
          "there are no texts in the language \"%s\"; there are %s"
              .formatted(own.language(), String.join(", ", ScreenMessages.languages())));
    }
    if (!ScreenMessages.keys().contains(own.key())) {
      return List.of("there is no text \"%s\"".formatted(own.key()));
    }
    var problems = new ArrayList<String>();
    if (own.wording().isBlank() || own.wording().length() > MAX_NAME) {
      problems.add("the name of a wording has 1 to %d characters".formatted(MAX_NAME));
    }
    placeholders(own, problems);
    var text = own.text();
    if (text.isBlank()) {
      problems.add("the text is empty");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      problems.add("the text has control characters or line breaks");
    }
    if (text.indexOf(Sip2Codec.DELIMITER) >= 0) {
      problems.add("the text has a \"|\", which ends a field of SIP2");
    }
    Arrays.stream(Sip2Charset.values())
        .filter(charset -> charset.lengthOf(text) > MAX_LENGTH)
        .findFirst()
        .ifPresent(charset ->
            problems.add(
                "the text has %d characters in %s, and a field holds %d"
                    .formatted(charset.lengthOf(text), charset, MAX_LENGTH)));
    return problems;
  }

  private static void placeholders(OwnText own, List<String> problems) {
    var known = ScreenMessages.placeholders(own.key());
    var wrong = ScreenMessages.placeholdersIn(own.text());
    wrong.removeAll(known);
    if (!wrong.isEmpty()) {
      problems.add(
          "%s has no value here; %s"
              .formatted(
                  String.join(", ", wrong),
                  known.isEmpty()
                      ? "this text has no placeholders"
                      : "this text has " + String.join(", ", known)));
    }
    var rest = ScreenMessages.withoutPlaceholders(own.text());
    if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
      problems.add("braces are only for placeholders such as {0}");
    }
  }
}
