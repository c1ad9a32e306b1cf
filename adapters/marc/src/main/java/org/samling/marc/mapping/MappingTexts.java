package org.samling.marc.mapping;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.marc.text.Agencies;
import org.samling.marc.text.BriefRecords;
import org.samling.marc.text.Filing;
import org.samling.marc.text.Names;

/** The text transformations that rows of a mapping can name. */
final class MappingTexts {

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern LINKED_TITLE = Pattern.compile("\\([^)]*\\)\\s*");
  private static final Pattern AUTHORITY = Pattern.compile("\\(DK-(\\d{6})\\)\\s*(\\S+)");

  private static final Map<String, MappingText> ALL = all();

  private MappingTexts() {}

  /** The transformation with a name, or null. */
  static @Nullable MappingText named(String name) {
    return ALL.get(name);
  }

  private static Map<String, MappingText> all() {
    var texts = new HashMap<String, MappingText>();
    texts.put("as-is", MappingText.PLAIN);
    texts.put("number", (text, _, _) -> SPACE.matcher(text).replaceAll(""));
    texts.put("record-number", (text, _, _) -> LINKED_TITLE.matcher(text).replaceAll("").strip());
    texts.put("isil", (text, _, _) -> Agencies.toIsil(text.strip()));
    texts.put("agency", (text, _, _) -> Agencies.fromIsil(text.strip()));
    texts.put("organisation", (text, _, _) -> "(" + Agencies.toIsil(text.strip()) + ")");
    texts.put("authority-agency", (text, _, _) -> group(AUTHORITY.matcher(text.strip()), 1));
    texts.put("authority-number", (text, _, _) -> group(AUTHORITY.matcher(text.strip()), 2));
    texts.put("unparenthesised", (text, _, _) -> unparenthesised(withoutMark(text.strip())));
    texts.put("without-colon", (text, _, _) -> withoutEnd(text.strip(), ":"));
    texts.put("without-dashes", (text, _, _) -> withoutDashes(text.strip()));
    texts.put("as-mark", (text, _, _) -> withoutMark(text.strip()));
    texts.put("after-blank", (text, _, _) -> text.substring(text.indexOf(' ') + 1).strip());
    texts.put("relation-code", (text, _, _) -> relationCode(withoutEnd(text.strip(), ":")));
    texts.put("parenthesised", (text, _, _) -> parenthesised(text.strip()));
    texts.put("bracketed", (text, _, _) -> bracketed(text.strip()));
    texts.put("unbracketed", (text, _, _) -> unbracketed(BriefRecords.withoutIsbd(text.strip())));
    texts.put("filing-1", (text, field, _) -> filed(text, field.indicator1()));
    texts.put("filing-2", (text, field, _) -> filed(text, field.indicator2()));
    texts.put("family", (text, _, _) -> Names.family(BriefRecords.withoutIsbd(text.strip())));
    texts.put("forenames", (text, _, _) -> Names.forenames(BriefRecords.withoutIsbd(text.strip())));
    texts.put("isbn", (text, _, _) -> standardNumber(text));
    texts.put(
        "nonsort-1",
        (text, field, _) -> Filing.nonfilingPart(Filing.withMarks(text, field.indicator1())));
    texts.put(
        "nonsort-2",
        (text, field, _) -> Filing.nonfilingPart(Filing.withMarks(text, field.indicator2())));
    texts.put("sort-1", (text, field, _) -> unprefixed(text, field.indicator1()));
    texts.put("sort-2", (text, field, _) -> unprefixed(text, field.indicator2()));
    for (var list : CodeLists.NAMED) {
      texts.put(list, (text, _, _) -> CodeLists.toMarc21(list, text.strip(), text.strip()));
    }
    return Map.copyOf(texts);
  }

  private static String filed(String text, char indicator) {
    return Filing.withMarks(BriefRecords.withoutIsbd(text.strip()), indicator);
  }

  private static String unprefixed(String text, char indicator) {
    return BriefRecords.withoutIsbd(Filing.filingPart(Filing.withMarks(text.strip(), indicator)));
  }

  private static String parenthesised(String text) {
    return text.startsWith("(") ? text : "(" + text + ")";
  }

  private static String bracketed(String text) {
    return text.startsWith("[") ? text : "[" + text + "]";
  }

  /** Without parentheses; an old record may have one in each of two subfields. */
  private static String unparenthesised(String text) {
    var from = text.startsWith("(") ? 1 : 0;
    var to = text.endsWith(")") && text.indexOf('(', from) < 0 ? text.length() - 1 : text.length();
    return to > from ? text.substring(from, to).strip() : "";
  }

  private static String withoutEnd(String text, String end) {
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()).strip() : text;
  }

  private static String withoutDashes(String text) {
    return BriefRecords.withoutIsbd(withoutEnd(text, "--"));
  }

  /** Without the mark before the next subfield, but with its own full stop. */
  private static String withoutMark(String text) {
    var end = text.length();
    while (end > 0 && " /:;=,+".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  private static @Nullable String relationCode(String text) {
    var code = CodeLists.toDanmarc2("relation", text, "");
    return code.isEmpty() ? null : code;
  }

  private static String unbracketed(String text) {
    return text.startsWith("[") && text.endsWith("]") && text.length() > 2
        ? text.substring(1, text.length() - 1)
        : text;
  }

  /** An ISBN or ISSN without what follows it. */
  private static String standardNumber(String text) {
    var stripped = text.strip();
    var blank = stripped.indexOf(' ');
    return blank < 0 ? stripped : stripped.substring(0, blank);
  }

  private static @Nullable String group(Matcher matcher, int group) {
    return matcher.matches() ? matcher.group(group) : null;
  }
}
