package org.samling.marc.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;

/**
 * A row of a mapping: what is made of a field with a given tag if the conditions hold.
 *
 * @param id its name in tests and documents
 * @param tags the tags to which it applies
 * @param each the codes of subfields that each make a field or element of their own, or empty
 * @param when the conditions, all of which must hold
 * @param target what is made
 * @param moves where the subfields go
 */
public record MappingRow(
    String id,
    List<String> tags,
    String each,
    List<MappingCondition> when,
    Target target,
    List<MappingMove> moves) {

  /** The danMARC2 fields that become a main entry. */
  private static final List<String> MAIN_ENTRIES = List.of("100", "110", "239");

  /** The UNIMARC fields that become a main entry. */
  private static final List<String> UNIMARC_MAIN_ENTRIES = List.of("700", "710", "720");

  /**
   * What is made: a field, or an element.
   *
   * @param name the tag or the element's name; {@code =} for the source's tag
   * @param indicators the indicators as the table has them
   * @param order the codes in the order of the parts, or empty to keep the source's order; numbers
   *     and titles of parts (np) alternate, as in the source
   */
  record Target(String name, String indicators, String order) {}

  /**
   * A field or element that was made.
   *
   * @param name the tag or the element's name
   * @param indicators the indicators; N if it is the number of nonfiling characters
   * @param parts the subfields or parts
   */
  public record MappedField(String name, String indicators, List<Part> parts) {}

  /**
   * A part of a field or element that was made.
   *
   * @param code the code of the subfield, or the part's name
   * @param text the text; nonfiling text stands between U+0098 and U+009C
   */
  record Part(String code, String text) {}

  /** A part under construction, with the mark before it. */
  private static final class PartBuilder {
    final String code;
    final String mark;
    final StringBuilder text;

    PartBuilder(String code, String mark, String text) {
      this.code = code;
      this.mark = mark;
      this.text = new StringBuilder(text);
    }
  }

  /** Adds what the row makes of a field. */
  void apply(DataField field, MappingSource record, MappingText usual, List<MappedField> made) {
    if (each.isEmpty()) {
      applyOnce(field, record, usual, made);
      return;
    }
    for (var subfield : field.subfields()) {
      if (each.indexOf(subfield.code()) >= 0 && !subfield.value().isBlank()) {
        applyOnce(reduced(field, subfield), record, usual, made);
      }
    }
  }

  /** The field with one subfield, and the subfields about the field itself (digits). */
  private static DataField reduced(DataField field, Subfield wanted) {
    var subfields = new ArrayList<Subfield>();
    subfields.add(wanted);
    for (var other : field.subfields()) {
      if (other.code() >= '0' && other.code() <= '9') {
        subfields.add(other);
      }
    }
    return new DataField(field.tag(), field.indicator1(), field.indicator2(), subfields);
  }

  private void applyOnce(
      DataField field, MappingSource record, MappingText usual, List<MappedField> made) {
    for (var condition : when) {
      if (!condition.holds(field, record)) {
        return;
      }
    }
    var parts = new ArrayList<PartBuilder>();
    var isFilled = moves.stream().noneMatch(MappingMove::movesSubfields);
    var isBefore = true;
    var taken = new StringBuilder();
    for (var move : moves) {
      if (isBefore && move.movesSubfields()) {
        isBefore = false;
        isFilled |= moveSubfields(field, record, usual, taken, parts);
      } else if (!move.movesSubfields()) {
        add(move, fixed(move, record), move.target(), parts);
      }
    }
    if (isFilled && !parts.isEmpty()) {
      made.add(
          new MappedField(
              target.name().equals("=") ? field.tag() : target.name(),
              indicators(field, record),
              finished(parts)));
    }
  }

  private String indicators(DataField field, MappingSource record) {
    var written = target.indicators();
    return ""
        + indicator(written.charAt(0), field, record)
        + indicator(written.charAt(1), field, record);
  }

  private static char indicator(char written, DataField field, MappingSource record) {
    return switch (written) {
      case 'E' -> record.hasAny(MAIN_ENTRIES) ? '1' : '0';
      case 'P' -> field.values('h').anyMatch(forenames -> !forenames.isBlank()) ? '1' : '0';
      case 'U' -> record.hasAny(UNIMARC_MAIN_ENTRIES) ? '1' : '0';
      case 'C' -> field.indicator2() == '1' ? '1' : '0';
      case 'S' -> field.values('2').anyMatch(source -> !source.isBlank()) ? '7' : '4';
      default -> written;
    };
  }

  private boolean moveSubfields(
      DataField field,
      MappingSource record,
      MappingText usual,
      StringBuilder taken,
      List<PartBuilder> parts) {
    var isFilled = false;
    for (var subfield : field.subfields()) {
      if (subfield.value().isBlank()) {
        continue;
      }
      var again = taken.indexOf(String.valueOf(subfield.code())) >= 0;
      taken.append(subfield.code());
      for (var move : moves) {
        if (move.takes(subfield, again)) {
          var texts = move.texts() == null ? usual : move.texts();
          var text = texts.of(subfield.value(), field, record);
          var code =
              move.target().equals("=") || move.kind() == MappingMove.Kind.ALL
                  ? String.valueOf(subfield.code())
                  : move.target();
          isFilled |= add(move, text, code, parts);
        }
      }
    }
    return isFilled;
  }

  private static @Nullable String fixed(MappingMove move, MappingSource record) {
    return move.kind() == MappingMove.Kind.CONSTANT
        ? move.source()
        : record.first(move.source().substring(0, 3), move.source().charAt(3));
  }

  private static boolean add(
      MappingMove move, @Nullable String text, String code, List<PartBuilder> parts) {
    if (text == null || text.isBlank()) {
      return false;
    }
    var last = move.mode() == '>' ? null : last(parts, code);
    if (last == null) {
      parts.add(new PartBuilder(code, move.first(), text));
    } else if (move.mode() == '+') {
      append(last.text, move.again(), text);
    }
    return true;
  }

  private static @Nullable PartBuilder last(List<PartBuilder> parts, String code) {
    for (var i = parts.size() - 1; i >= 0; i--) {
      if (parts.get(i).code.equals(code)) {
        return parts.get(i);
      }
    }
    return null;
  }

  /** Some records have the mark already, at the end of one text or the beginning of the next. */
  private static void append(StringBuilder text, String mark, String added) {
    var sign = mark.strip();
    if (sign.isEmpty() || !(endsWith(text, sign) || added.startsWith(sign))) {
      text.append(mark);
    } else if (endsWith(text, sign) && mark.endsWith(" ")) {
      text.append(' ');
    }
    text.append(added);
  }

  private static boolean endsWith(StringBuilder text, String sign) {
    return text.length() >= sign.length() && text.indexOf(sign, text.length() - sign.length()) >= 0;
  }

  private List<Part> finished(List<PartBuilder> parts) {
    if (!target.order().isEmpty()) {
      parts.sort(Comparator.comparingInt(this::place));
    }
    var finished = new ArrayList<Part>(parts.size());
    for (var i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var following = i + 1 < parts.size() ? parts.get(i + 1).mark.stripTrailing() : "";
      if (!following.isEmpty() && !endsWith(part.text, following.strip())) {
        part.text.append(following);
      }
      finished.add(new Part(part.code, part.text.toString()));
    }
    return finished;
  }

  private int place(PartBuilder part) {
    var order = target.order();
    var at = order.indexOf(part.code.equals("p") && order.contains("np") ? "n" : part.code);
    return at < 0 ? order.length() : at;
  }
}
