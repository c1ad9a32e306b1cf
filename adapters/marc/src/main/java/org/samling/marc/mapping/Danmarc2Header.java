package org.samling.marc.mapping;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.marc.text.Agencies;

/** Converts MARC 21's leader and control fields to danMARC2's fields 001, 004, 008 and 009. */
final class Danmarc2Header {

  /** A placeholder: danMARC2 has this information in fields. */
  static final String LEADER = "00000n    2200000   45  ";

  /** Two-digit years from here on are in the twentieth century. */
  private static final int CENTURY = 69;

  private final MappingSource record;
  private final String leader;
  private final String coded;
  private final List<Subfield> subfields = new ArrayList<>();

  Danmarc2Header(MappingSource record) {
    this.record = record;
    this.leader = padded(record.content().leader(), 24);
    this.coded = padded(record.control("008"), 40);
  }

  private static String padded(@Nullable String text, int length) {
    var given = text == null ? "" : text;
    return given + " ".repeat(Math.max(0, length - given.length()));
  }

  /** The fields in order; a record without a control number has no 001. */
  List<Field> fields() {
    var fields = new ArrayList<Field>();
    number();
    take("001", fields);
    status();
    take("004", fields);
    coded();
    take("008", fields);
    material();
    take("009", fields);
    return fields;
  }

  private void take(String tag, List<Field> fields) {
    if (!subfields.isEmpty()) {
      fields.add(new DataField(tag, '0', '0', subfields));
    }
    subfields.clear();
  }

  private void add(char code, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      subfields.add(new Subfield(code, text.strip()));
    }
  }

  private void number() {
    var number = record.control("001");
    if (number == null || number.isBlank()) {
      return;
    }
    add('a', number);
    var source = record.control("003");
    add('b', source == null ? null : Agencies.fromIsil(source.strip()));
    var changed = record.control("005");
    var digits = changed == null ? "" : changed.strip();
    add('c', digits.matches("\\d{14}.*") ? digits.substring(0, 14) : null);
    var made = coded.substring(0, 6);
    if (made.matches("\\d{6}") && !made.equals("000000")) {
      add('d', (Integer.parseInt(made.substring(0, 2)) >= CENTURY ? "19" : "20") + made);
    }
    add('f', "a");
  }

  private void status() {
    add('r', list("status", leader.charAt(5), "n"));
    var isComponent = "ab".indexOf(leader.charAt(7)) >= 0;
    add('a', isComponent ? "i" : list("record-type", leader.charAt(19), "e"));
  }

  private void coded() {
    var level = list("level", leader.charAt(7), "m");
    var isSerial = level.equals("p");
    add('t', level);
    var dates = coded.charAt(6);
    add('u', (isSerial && (dates == 'c' || dates == 'd')) || dates == 'r' ? "" + dates : null);
    add('a', year(coded.substring(7, 11)));
    add('z', year(coded.substring(11, 15)));
    var country = coded.substring(15, 18).strip();
    add('b', country.isEmpty() ? null : country(country));
    if (isSerial) {
      add('c', letter(18, "abcdefghijkmqstwz"));
      contents(25, 28);
      add('f', letter(29, "1"));
      add('h', letter(21, "pmnz"));
      add('i', letter(33, "abcdefghijkl"));
    } else if ("at".indexOf(leader.charAt(6)) >= 0) {
      contents(24, 28);
      add('f', letter(29, "1"));
      add('g', letter(30, "1"));
      add('j', letter(33, "defhijmps"));
      add('k', letter(34, "abcd"));
      add('m', coded.charAt(23) == 'd' ? "a" : null);
    }
    var language = coded.substring(35, 38);
    add('l', language.matches("[a-z]{3}") ? language : null);
    var hasAudience = !isSerial && "atcdijgkorm".indexOf(leader.charAt(6)) >= 0;
    add('o', hasAudience ? list("audience", coded.charAt(22), "") : null);
    add('v', list("cataloguing-level", leader.charAt(17), ""));
  }

  /** MARC 21 has codes for states and provinces, whose third letter indicates the country. */
  private static String country(String marc21) {
    var end = marc21.length() == 3 ? marc21.charAt(2) : ' ';
    return switch (end) {
      case 'a' -> "au";
      case 'c' -> "ca";
      case 'k' -> "gb";
      case 'u' -> "us";
      default -> CodeLists.toDanmarc2("country", marc21, "xx");
    };
  }

  private void contents(int from, int to) {
    for (var at = from; at < to; at++) {
      add('d', coded.charAt(at) == ' ' ? null : list("content-form", coded.charAt(at), ""));
    }
  }

  private void material() {
    add('a', list("material", leader.charAt(6), ""));
    add('g', carrier());
  }

  private String carrier() {
    var physical = record.control("007");
    if (physical != null && physical.length() > 1) {
      var kind = physical.substring(0, 2);
      var speed = physical.length() > 3 ? physical.charAt(3) : ' ';
      if (kind.equals("sd") && "abc".indexOf(speed) >= 0) {
        return "xk";
      }
      return CodeLists.toDanmarc2("carrier", kind, "xx");
    }
    var at = "efgkor".indexOf(leader.charAt(6)) >= 0 ? 29 : 23;
    return coded.charAt(at) == 'o' ? "xe" : "xx";
  }

  private @Nullable String letter(int at, String known) {
    var letter = coded.charAt(at);
    return known.indexOf(letter) >= 0 ? String.valueOf(letter) : null;
  }

  private static @Nullable String year(String written) {
    return written.matches("[0-9][0-9u]{3}") && !written.equals("9999")
        ? written.replace('u', '?')
        : null;
  }

  private static String list(String list, char code, String otherwise) {
    return CodeLists.toDanmarc2(list, String.valueOf(code), otherwise);
  }
}
