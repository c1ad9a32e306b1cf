package org.samling.console.operations;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.samling.operations.Problem;
import org.samling.operations.schema.Member;
import org.samling.operations.schema.Shape;

/**
 * Why a form was not carried out.
 *
 * @param field the member with which something is wrong; empty for all of it
 * @param text what is wrong; empty for nothing
 * @param particulars what more is known
 */
public record Trouble(String field, String text, Map<String, Object> particulars) {

  /** Nothing is wrong. */
  static final Trouble NONE = new Trouble("", "", Map.of());

  /** Faults begin with the member that is wrong: {@code "copies" must be …}. */
  private static final Pattern MEMBER = Pattern.compile("^(?:In )?\"([a-z0-9-]+)\"");

  /** What a problem is, with a field of the form where it begins with one's name. */
  static Trouble of(Problem problem, List<Member> members) {
    var matcher = MEMBER.matcher(problem.detail());
    var named = matcher.find() ? matcher.group(1) : "";
    var isField = members.stream().anyMatch(member -> member.name().equals(named));
    var particulars = problem.particulars();
    return new Trouble(
        isField ? named : "",
        problem.detail(),
        particulars == null ? Map.of() : Shape.write(particulars));
  }

  /** What is wrong with a field; empty if nothing is. */
  String at(String name) {
    return field.equals(name) ? text : "";
  }
}
