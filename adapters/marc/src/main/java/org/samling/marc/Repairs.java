package org.samling.marc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.samling.core.catalogue.Repair;
import org.samling.core.catalogue.RepairKind;

/**
 * The repairs made to one record, and the place in it that is being read. After {@value
 * #MAX_LISTED} the rest are only counted, so that one faulty record does not fill a report.
 */
final class Repairs {

  private static final int MAX_LISTED = 1_000;

  /** How much of a text is shown before the first character that was changed. */
  private static final int BEFORE_CHANGE = 20;

  private static final String CUT = "…";

  private final List<Repair> made = new ArrayList<>();
  private final Map<String, Integer> occurrences = new HashMap<>();
  private int unlisted;

  private String field = "";
  private int occurrence;

  /** The format's sign before a code; a blank for the field as a whole. */
  private char sign = ' ';

  private char code;

  /** The next field of the record is read; returns which one with its tag it is, from 1. */
  int next(String tag) {
    at(tag, occurrences.merge(tag, 1, Integer::sum));
    return occurrence;
  }

  /** Another part of a field is read. */
  void at(String tag, int which) {
    field = tag;
    occurrence = which;
    inField();
  }

  /** The field as a whole is read. */
  void inField() {
    sign = ' ';
  }

  /**
   * A subfield of the field is read.
   *
   * @param ofFormat the sign that the format has before codes: {@code $} or {@code *}
   */
  void in(char ofFormat, char ofSubfield) {
    sign = ofFormat;
    code = ofSubfield;
  }

  private String subfield() {
    return sign == ' ' ? "" : sign + visible(String.valueOf(code));
  }

  /** The place that is being read, in a cataloguer's terms: {@code field 245 $a}. */
  String where() {
    return "field " + field + (sign == ' ' ? "" : " " + subfield());
  }

  /** Adds a repair at the place that is being read. */
  void add(RepairKind kind, String before, String after) {
    add(new Repair(kind, field, occurrence, subfield(), visible(before), visible(after)));
  }

  /** Adds a repair at the place that is being read, of which there is no more to say. */
  void add(RepairKind kind) {
    add(kind, "", "");
  }

  /** Adds a repair of a text; of a long one, what surrounds the change is kept. */
  void addText(RepairKind kind, String before, String after) {
    var shownBefore = visible(before);
    var shownAfter = visible(after);
    var same = 0;
    var shorter = Math.min(shownBefore.length(), shownAfter.length());
    while (same < shorter && shownBefore.charAt(same) == shownAfter.charAt(same)) {
      same++;
    }
    var from = Math.max(0, same - BEFORE_CHANGE);
    add(
        new Repair(
            kind,
            field,
            occurrence,
            subfield(),
            window(shownBefore, from),
            window(shownAfter, from)));
  }

  /**
   * Adds a repair of a text in UTF-8.
   *
   * @param text what was read of the bytes, with U+FFFD for what is not UTF-8
   */
  void addNotUtf8(byte[] bytes, int from, int to, String text) {
    var sound = text.substring(0, Math.max(0, text.indexOf('\uFFFD')));
    var at = from + sound.getBytes(StandardCharsets.UTF_8).length;
    addText(RepairKind.NOT_UTF_8, sound + bytes(bytes, at, to), text);
  }

  /**
   * Adds a repair of a text that was kept as it is.
   *
   * @param at the index of what is wrong in it
   */
  void addKept(RepairKind kind, String text, int at) {
    var from = Math.clamp(at - BEFORE_CHANGE, 0, text.length());
    add(new Repair(kind, field, occurrence, subfield(), window(visible(text), from), ""));
  }

  /** A text of a field without field terminators, for each of which it has a blank. */
  String withoutTerminators(String text) {
    if (text.indexOf(Iso2709Frames.FIELD_TERMINATOR) < 0) {
      return text;
    }
    var read = text.replace((char) Iso2709Frames.FIELD_TERMINATOR, ' ');
    addText(RepairKind.FIELD_TERMINATOR_INSIDE, text, read);
    return read;
  }

  /** A text without NUL characters, for each of which it has a blank. */
  String withoutNul(String text) {
    if (text.indexOf('\0') < 0) {
      return text;
    }
    var read = text.replace('\0', ' ');
    addText(RepairKind.NUL, text, read);
    return read;
  }

  /**
   * Adds a repair outside the fields.
   *
   * @param part {@code LDR/09}, {@code directory}, or empty for the record as a whole
   */
  void addAt(String part, RepairKind kind, String before, String after) {
    add(new Repair(kind, part, 0, "", visible(before), visible(after)));
  }

  void addAll(List<Repair> repairs) {
    repairs.forEach(this::add);
  }

  private void add(Repair repair) {
    if (made.size() >= MAX_LISTED) {
      unlisted++;
      return;
    }
    made.add(
        new Repair(
            repair.kind(),
            repair.field(),
            repair.occurrence(),
            repair.subfield(),
            window(repair.before(), 0),
            window(repair.after(), 0)));
  }

  List<Repair> toList() {
    if (unlisted == 0) {
      return List.copyOf(made);
    }
    var all = new ArrayList<>(made);
    all.add(Repair.ofRecord(RepairKind.MORE, Integer.toString(unlisted), ""));
    return List.copyOf(all);
  }

  /** Bytes as text, all but printable ASCII as {@code \xE5}. */
  static String bytes(byte[] bytes, int from, int to) {
    var shown = new StringBuilder(to - from);
    new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
        .chars()
        .forEach(c -> {
          if (c < 0x7F) {
            shown.append((char) c);
          } else {
            shown.append("\\x%02X".formatted(c));
          }
        });
    return shown.toString();
  }

  /** A text with what can't be seen or stored as {@code \x1F}, or <code>&#92;uD800</code>. */
  private static String visible(String text) {
    if (text.codePoints().noneMatch(Repairs::isInvisible)) {
      return text;
    }
    var shown = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(c -> {
          if (isInvisible(c)) {
            shown.append((c > 0xFF ? "\\u%04X" : "\\x%02X").formatted(c));
          } else {
            shown.appendCodePoint(c);
          }
        });
    return shown.toString();
  }

  private static boolean isInvisible(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
  }

  private static String window(String text, int from) {
    var length = Repair.MAX_SHOWN - (from > 0 ? 1 : 0);
    var begin = from > 0 && Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
    if (text.length() - begin <= length) {
      return (begin > 0 ? CUT : "") + text.substring(begin);
    }
    var end = begin + length - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return (begin > 0 ? CUT : "") + text.substring(begin, end) + CUT;
  }
}
