package org.samling.routes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.samling.core.organisation.OwnTexts.OwnText;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;

/** What a tenant's own text must keep to, so that it can stand in for a built-in one. */
public final class OwnTextChecks {

  /** What one field of SIP2 holds. */
  private static final int MAX_LENGTH = 255;

  private static final Pattern GAP = Pattern.compile("\\{(\\d)}");

  private OwnTextChecks() {}

  /** What is wrong with a text, as sentences; nothing where it can be used. */
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
    gaps(own, problems);
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

  private static void gaps(OwnText own, List<String> problems) {
    var known = gaps(ScreenMessages.of(own.language()).pattern(own.key()));
    var wrong = gaps(own.text());
    wrong.removeAll(known);
    if (!wrong.isEmpty()) {
      problems.add(
          "nothing fills %s; %s"
              .formatted(
                  String.join(", ", wrong),
                  known.isEmpty()
                      ? "this text has no gaps"
                      : "this text has " + String.join(", ", known)));
    }
    var rest = GAP.matcher(own.text()).replaceAll("");
    if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
      problems.add("a brace stands for nothing but a gap such as {0}");
    }
  }

  /** The gaps of a text, each as it is written. */
  private static Set<String> gaps(String text) {
    return GAP.matcher(text)
        .results()
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
