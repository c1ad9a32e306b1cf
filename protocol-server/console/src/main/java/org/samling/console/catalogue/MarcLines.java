package org.samling.console.catalogue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;

/**
 * Records as lines for editing, one per field, such as {@code 245 10 $a Title $b remainder}.
 * Subfields begin with $, in danMARC2 with *; the delimiter itself is doubled. A blank indicator is
 * #. An untouched line keeps its field exactly, down to trailing blanks.
 */
final class MarcLines {

  /** The maximum length of the text, in characters. */
  static final int LONGEST = 30_000;

  private static final String LEADER_TAG = "LDR";
  private static final Pattern TAG = Pattern.compile("[0-9A-Za-z]{3}");
  private static final Pattern LEADER = Pattern.compile("[ -~]{24}");
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");
  private static final String ONCE = "001 003 005 008 245";

  private final MarcFormat format;
  private final char mark;
  private final Map<String, Deque<Field>> untouched = new HashMap<>();
  private final List<Field> fields = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private String leader;

  /**
   * A fault in a line.
   *
   * @param line the line number, from 1; 0 for the record as a whole
   * @param key its message key
   * @param detail what it concerns, such as a tag or a code; may be empty
   */
  record Fault(int line, String key, String detail) {}

  /**
   * A parsed record.
   *
   * @param content the record; meaningless if there are faults
   * @param faults the faults, in the order of the lines
   */
  public record Read(MarcContent content, List<Fault> faults) {}

  private MarcLines(MarcFormat format, MarcContent before) {
    this.format = format;
    this.mark = mark(format);
    this.leader = before.leader();
    for (var field : before.fields()) {
      untouched.computeIfAbsent(line(field, mark), _ -> new ArrayDeque<>()).add(field);
    }
  }

  private static char mark(MarcFormat format) {
    return format == MarcFormat.DANMARC2 ? '*' : '$';
  }

  /** Writes a record as lines. */
  static String written(MarcContent content, MarcFormat format) {
    var lines = new ArrayList<String>();
    if (format != MarcFormat.DANMARC2) {
      lines.add(LEADER_TAG + " " + content.leader());
    }
    content.fields().forEach(field -> lines.add(line(field, mark(format))));
    return String.join("\n", lines);
  }

  private static String line(Field field, char mark) {
    return switch (field) {
      case ControlField(var tag, var value) -> tag + " " + inOneLine(value);
      case DataField(var tag, var first, var second, var subfields) ->
          "%s %s%s %s"
              .formatted(
                  tag,
                  indicator(first),
                  indicator(second),
                  subfields.stream()
                      .map(s -> "%s%s %s".formatted(mark, s.code(), text(s.value(), mark)))
                      .collect(Collectors.joining(" ")));
    };
  }

  private static char indicator(char indicator) {
    return indicator == ' ' ? '#' : indicator;
  }

  private static String text(String value, char mark) {
    return inOneLine(value).replace("" + mark, "" + mark + mark);
  }

  private static String inOneLine(String value) {
    return MarcRows.visible(value).replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }

  /**
   * Parses the lines of a record.
   *
   * @param format the MARC format of the fields
   * @param before the record that was edited; supplies the leader if the lines have none
   */
  static Read read(String text, MarcFormat format, MarcContent before) {
    var reading = new MarcLines(format, before);
    if (text.length() > LONGEST) {
      return new Read(before, List.of(new Fault(0, "catalogue.line.too-long", "")));
    }
    var number = 0;
    for (var line : text.split("\r\n|\r|\n", -1)) {
      number++;
      if (!line.isBlank()) {
        reading.take(number, line);
      }
    }
    reading.checkWhole();
    return new Read(new MarcContent(reading.leader, reading.fields), reading.faults);
  }

  private void take(int number, String line) {
    var tag = line.strip().split(" ", 2)[0];
    if (tag.equals(LEADER_TAG) && format != MarcFormat.DANMARC2) {
      takeLeader(number, line);
      return;
    }
    if (!TAG.matcher(tag).matches() || !line.startsWith(tag)) {
      faults.add(new Fault(number, "catalogue.line.tag", tag));
      return;
    }
    lines.merge(tag, 1, Integer::sum);
    if (lines.getOrDefault(tag, 0) > 1 && ONCE.contains(tag)) {
      faults.add(new Fault(number, "catalogue.line.repeated", tag));
    }
    var same = untouched.get(line);
    if (same != null && !same.isEmpty()) {
      fields.add(same.poll());
    } else if (format != MarcFormat.DANMARC2 && tag.startsWith("00")) {
      takeControlField(number, tag, line);
    } else {
      takeDataField(number, tag, line);
    }
  }

  private void takeLeader(int number, String line) {
    var written = line.length() > 4 ? line.substring(4) : "";
    if (LEADER.matcher(written).matches()) {
      leader = written;
    } else {
      faults.add(new Fault(number, "catalogue.line.leader", Integer.toString(written.length())));
    }
  }

  private void takeControlField(int number, String tag, String line) {
    var value = line.length() > 4 ? kept(line.substring(4)) : "";
    if (value.isBlank() || CONTROLS.matcher(line).find()) {
      faults.add(new Fault(number, "catalogue.line.empty", tag));
    } else {
      fields.add(new ControlField(tag, tag.equals("001") ? value.strip() : value));
    }
  }

  private void takeDataField(int number, String tag, String line) {
    var begin = line.indexOf(mark);
    if (begin < 0) {
      faults.add(new Fault(number, "catalogue.line.no-subfield", "" + mark));
      return;
    }
    var written = line.substring(3, begin);
    // The blanks after the tag and before the delimiter are not indicators.
    var indicators = written.startsWith(" ") ? written.substring(1) : written;
    if (indicators.length() > 2) {
      indicators = indicators.substring(0, 2) + indicators.substring(2).stripLeading();
    }
    if (indicators.length() != 2
        || !isIndicator(indicators.charAt(0))
        || !isIndicator(indicators.charAt(1))) {
      faults.add(new Fault(number, "catalogue.line.indicators", written.strip()));
      return;
    }
    var subfields = subfields(number, line.substring(begin));
    if (!subfields.isEmpty()) {
      fields.add(
          new DataField(tag, meant(indicators.charAt(0)), meant(indicators.charAt(1)), subfields));
    }
  }

  private static boolean isIndicator(char written) {
    return "#_ ".indexOf(written) >= 0
        || (written >= '0' && written <= '9')
        || (written >= 'a' && written <= 'z');
  }

  private static char meant(char written) {
    return "#_".indexOf(written) >= 0 ? ' ' : written;
  }

  /**
   * Parses the subfields of a text that begins with the delimiter; empty if one of them is
   * malformed.
   */
  private List<Subfield> subfields(int number, String text) {
    var subfields = new ArrayList<Subfield>();
    var isSound = true;
    for (var at = 0; at < text.length(); ) {
      var code = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
      if (!isCode(code)) {
        faults.add(new Fault(number, "catalogue.line.code", String.valueOf(code).strip()));
        return List.of();
      }
      var value = new StringBuilder();
      for (at += 2; at < text.length() && !isMark(text, at); at++) {
        var next = text.charAt(at);
        value.append(next);
        at += next == mark ? 1 : 0; // it was doubled
      }
      var kept = kept(value.toString()).strip();
      if (kept.isEmpty() || CONTROLS.matcher(value).find()) {
        faults.add(new Fault(number, "catalogue.line.empty", "" + mark + code));
        isSound = false;
      }
      subfields.add(new Subfield(code, kept));
    }
    return isSound ? subfields : List.of();
  }

  private boolean isMark(String text, int at) {
    return text.charAt(at) == mark && !(at + 1 < text.length() && text.charAt(at + 1) == mark);
  }

  private boolean isCode(char code) {
    return (code >= '0' && code <= '9')
        || (code >= 'a' && code <= 'z')
        || (format == MarcFormat.DANMARC2 && (Character.isLetter(code) || code == '&'));
  }

  private static String kept(String text) {
    return text.replace(MarcRows.SHOWN_BEGIN, MarcRows.BEGIN)
        .replace(MarcRows.SHOWN_END, MarcRows.END);
  }

  private void checkWhole() {
    var content = new MarcContent(leader, fields);
    if (faults.isEmpty() && fields.stream().noneMatch(f -> f.tag().equals("001"))) {
      faults.add(new Fault(0, "catalogue.line.no-number", ""));
    }
    if (format == MarcFormat.DANMARC2
        && lines.containsKey("001")
        && faults.isEmpty()
        && (isMissing(content, 'a') || isMissing(content, 'b'))) {
      faults.add(new Fault(0, "catalogue.line.danish-number", ""));
    }
  }

  private static boolean isMissing(MarcContent content, char code) {
    return content.dataFields("001").flatMap(f -> f.values(code)).findFirst().isEmpty();
  }

  /** Whether a MARC 21 record is bibliographic: authority and holdings records have no title. */
  static boolean isDescription(String leader) {
    return leader.length() < 7 || "zuvxyqw".indexOf(leader.charAt(6)) < 0;
  }

  /** Returns the number of the first line with a tag, or 0. */
  static int line(String text, String tag) {
    var lines = text.split("\r\n|\r|\n", -1);
    for (var i = 0; i < lines.length; i++) {
      if (lines[i].startsWith(tag + " ")) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Returns the fault of a missing title, or null. */
  static @Nullable Fault titleFault(MarcContent content, MarcFormat format, boolean isLayer) {
    var hasTitle = content.dataFields("245").findAny().isPresent();
    var needsTitle = format == MarcFormat.DANMARC2 ? !isLayer : isDescription(content.leader());
    return needsTitle && !hasTitle ? new Fault(0, "catalogue.line.no-title", "") : null;
  }
}
