package org.samling.marc.mapping;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.marc.text.Agencies;

/**
 * Converts danMARC2's fields 001, 004, 008 and 009 to MARC 21's leader and control fields.
 * Information that danMARC2 lacks becomes the fill character, or a blank where MARC 21 has no code
 * for it.
 */
final class Marc21Header {

  /** The danMARC2 subfields read here, by tag. */
  static final Map<String, String> TAKEN =
      Map.of("001", "abcdf", "004", "ra", "008", "tuazbcdefghijklmov", "009", "ag");

  private static final Pattern DATE = Pattern.compile("(19|20)\\d{6}.*");
  private static final Pattern TIME = Pattern.compile("\\d{14}.*");
  private static final Pattern YEAR = Pattern.compile("[0-9][0-9u]{3}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{3}");

  private final MappingSource record;
  private final char type;
  private final char level;
  private final String carrier;

  Marc21Header(MappingSource record) {
    this.record = record;
    this.type = code("material", firstOf("009", 'a'), "a");
    var isComponent = "i".equals(record.first("004", 'a'));
    var category = code("level", firstOf("008", 't'), "m");
    this.level = isComponent && category == 'm' ? 'a' : category;
    this.carrier = textOf("009", 'g');
  }

  /** The leader; the writer sets its lengths. */
  String leader() {
    var status = code("status", firstOf("004", 'r'), "n");
    var part = code("record-type", firstOf("004", 'a'), " ");
    var cataloguing = code("cataloguing-level", firstOf("008", 'v'), "u");
    return "00000" + status + type + level + " a2200000" + cataloguing + "i" + part + "4500";
  }

  /** The control number, or null. */
  @Nullable String number() {
    var number = record.first("001", 'a');
    var written = number == null ? record.control("001") : number;
    return written == null || written.isBlank() ? null : written.replaceAll("\\s", "");
  }

  /** The agency's ISIL, or null. */
  @Nullable String agency() {
    var agency = record.first("001", 'b');
    return agency == null ? null : Agencies.toIsil(agency);
  }

  /** Field 005: when the record was last changed, otherwise when it was made; or null. */
  @Nullable String changed() {
    var time = record.first("001", 'c');
    if (time != null && TIME.matcher(time).matches()) {
      return time.substring(0, 14) + ".0";
    }
    var day = time != null && DATE.matcher(time).matches() ? time : record.first("001", 'd');
    return day != null && DATE.matcher(day).matches() ? day.substring(0, 8) + "000000.0" : null;
  }

  /** The description conventions; danMARC3 has them in 001 *f. */
  String rules() {
    return "e".equals(record.first("001", 'f')) ? "rda" : "katreg";
  }

  /** Field 007, or null if the carrier is unknown. */
  @Nullable String physical() {
    return switch (carrier) {
      case "xx" -> "at".indexOf(type) >= 0 ? "ta" : null;
      case "xe" -> "cr |||||||||||";
      case "tb", "to" -> "co |||||||||||";
      case "xc" -> "sd f|ngnn|||||";
      case "xk" -> "sd b||enn|||||";
      case "xh" -> "ss l||||||||||";
      case "th" -> "vd |v||||";
      case "nh" -> "vf |b||||";
      case "is" -> "hd ||||||||||";
      default -> null;
    };
  }

  /** Field 008, 40 characters. */
  String coded() {
    var made = record.first("001", 'd');
    var language = textOf("008", 'l');
    var country = CodeLists.toMarc21("country", textOf("008", 'b'), "xx");
    return (made != null && DATE.matcher(made).matches() ? made.substring(2, 8) : "000000")
        + dates()
        + (country + "   ").substring(0, 3)
        + specific()
        + (LANGUAGE.matcher(language).matches() ? language : "und")
        + " d";
  }

  /** Positions 06-14. */
  private String dates() {
    var first = year(record.first("008", 'a'));
    var second = year(record.first("008", 'z'));
    var status = textOf("008", 'u');
    if (level == 's' || level == 'b') {
      return switch (status) {
        case "c" -> "c" + first + "9999";
        case "d" -> "d" + first + second;
        default -> "u" + first + second;
      };
    }
    if (!second.equals("uuuu")) {
      return (status.equals("r") ? "r" : "m") + first + second;
    }
    if (first.equals("uuuu")) {
      return "nuuuuuuuu";
    }
    return status.equals("r") ? "r" + first + "uuuu" : "s" + first + "    ";
  }

  private static String year(@Nullable String written) {
    var year = written == null ? "" : written.strip().replace('?', 'u');
    return YEAR.matcher(year).matches() ? year : "uuuu";
  }

  /** Positions 18-34, whose meaning depends on the kind of material. */
  private String specific() {
    var audience = code("audience", firstOf("008", 'o'), " ");
    var form = carrier.equals("xe") ? 'o' : carrier.equals("is") ? 'a' : largePrint();
    var government = has("008", 'e') ? 'o' : ' ';
    if (level == 's' || level == 'b') {
      return ""
          + letter('c', "abcdefghijkmqstwz", '|')
          + "| "
          + letter('h', "pmnz", '|')
          + "|"
          + form
          + "|"
          + contents(3)
          + government
          + flag('f')
          + "   "
          + letter('i', "abcdefghijkl", '|')
          + "|";
    }
    return switch (type) {
      case 'c', 'd', 'i', 'j' -> "||||" + audience + form + "|||||||| | ";
      case 'e', 'f' -> "|||||| |  " + government + form + " | ||";
      case 'g', 'k', 'o', 'r' -> "||| " + audience + "     " + government + form + "   ||";
      case 'm' -> "    " + audience + form + "  | " + government + "      ";
      case 'p' -> "     " + form + "           ";
      default ->
          "||||"
              + audience
              + form
              + contents(4)
              + government
              + flag('f')
              + flag('g')
              + "| "
              + letter('j', "defhijmps", '|')
              + letter('k', "abcd", ' ');
    };
  }

  private char largePrint() {
    return has("008", 'm') ? 'd' : ' ';
  }

  /** Codes for the nature of the contents, in this many positions. */
  private String contents(int positions) {
    var codes = new StringBuilder();
    record
        .content()
        .dataFields("008")
        .flatMap(field -> field.values('d'))
        .map(code -> CodeLists.toMarc21("content-form", code.strip(), ""))
        .filter(code -> !code.isEmpty())
        .distinct()
        .limit(positions)
        .forEach(codes::append);
    return codes.append("    ").substring(0, positions);
  }

  private char flag(char code) {
    return has("008", code) ? '1' : '0';
  }

  private char letter(char code, String known, char otherwise) {
    var letter = firstOf("008", code);
    return known.indexOf(letter) >= 0 ? letter : otherwise;
  }

  private boolean has(String tag, char code) {
    return record.first(tag, code) != null;
  }

  private String textOf(String tag, char code) {
    var text = record.first(tag, code);
    return text == null ? "" : text;
  }

  /** The first letter of a subfield, or a blank if there is none. */
  private char firstOf(String tag, char code) {
    var text = record.first(tag, code);
    return text == null ? ' ' : text.charAt(0);
  }

  private static char code(String list, char danmarc2, String otherwise) {
    return CodeLists.toMarc21(list, String.valueOf(danmarc2), otherwise).charAt(0);
  }
}
