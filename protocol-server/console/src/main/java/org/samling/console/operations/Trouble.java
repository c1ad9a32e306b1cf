package org.samling.console.operations;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.samling.console.operations.Labels.Text;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.operations.Problem;
import org.samling.operations.Words;
import org.samling.operations.schema.Member;
import org.samling.operations.schema.Shape;

/**
 * Why a form was not carried out.
 *
 * @param field the member with which something is wrong; empty for all of it
 * @param text what is wrong; empty for nothing
 * @param particulars what more is known
 */
public record Trouble(String field, Text text, Map<String, Object> particulars) {

  private static final Text NOTHING = new Text("", "");

  /** Nothing is wrong. */
  public static final Trouble NONE = new Trouble("", NOTHING, Map.of());

  /** Faults begin with the member that is wrong: {@code "copies" must be …}. */
  private static final Pattern MEMBER = Pattern.compile("^(?:In )?\"([a-z0-9-]+)\"");

  /** What a problem is, with a field of the form where it begins with one's name. */
  public static Trouble of(Problem problem, List<Member> members, Labels labels) {
    var matcher = MEMBER.matcher(problem.detail());
    var named = matcher.find() ? matcher.group(1) : "";
    var isField = members.stream().anyMatch(member -> member.name().equals(named));
    var particulars = problem.particulars();
    var more = particulars == null ? Map.<String, Object>of() : Shape.write(particulars);
    return new Trouble(isField ? named : "", text(problem, members, more, labels), more);
  }

  /** In the language of the page where it is known in that, or else in English. */
  private static Text text(
      Problem problem, List<Member> members, Map<String, Object> particulars, Labels labels) {
    var english = new Text(problem.detail(), Labels.ENGLISH);
    if (!labels.isDanish()) {
      return english;
    }
    var sentence = problem.sentence();
    if (sentence != null) {
      return new Text(named(sentence.danish(), members, labels), labels.words().language());
    }
    return reason(particulars)
        .map(reason ->
            new Text(
                labels.words().of("circulation.reason." + reason.name()),
                labels.words().language()))
        .orElse(english);
  }

  /** A sentence with the labels of the fields in place of the members' names. */
  private static String named(String sentence, List<Member> members, Labels labels) {
    var text = sentence;
    for (var member : members) {
      text =
          text.replace('"' + member.name() + '"', '"' + labels.member(member.name()).text() + '"');
    }
    return text;
  }

  private static Optional<RefusalReason> reason(Map<String, Object> particulars) {
    return Arrays.stream(RefusalReason.values())
        .filter(reason -> Words.of(reason).equals(particulars.get("reason")))
        .findFirst();
  }

  /** What is wrong with a field; empty if nothing is. */
  Text at(String name) {
    return field.equals(name) ? text : NOTHING;
  }
}
