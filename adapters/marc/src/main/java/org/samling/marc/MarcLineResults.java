package org.samling.marc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RepairKind;
import org.samling.marc.text.MarcFormatException;

/**
 * Reads MARC 21 in lines: MarcEdit's mnemonic format, and Aleph sequential.
 *
 * <pre>
 *   =245  10$aSeven gothic tales /$cIsak Dinesen.
 *   000000017 24510 L $$aSeven gothic tales /$$cIsak Dinesen.
 * </pre>
 *
 * A record with a line that is no field is rejected, with the number of that line.
 */
final class MarcLineResults implements Results {

  private static final int LEADER = 24;
  private static final String NUMBER = "001";

  private final RecordFormat format;
  private final Syntax syntax;
  private final LineRecords lines;
  private final FileCoding file;
  private final ResultFactory results;
  private final TextCoding coding = new TextCoding();

  /**
   * What is different in the two formats.
   *
   * @param layout how records are put into lines
   * @param field a line: its tag, indicators and text; in Aleph's also the record's number
   * @param form how a line should look, for a message
   * @param delimiter what begins a subfield, before its code
   * @param blank what stands for a blank in control fields and indicators
   * @param hasMnemonics whether characters may be written as names in braces
   */
  private record Syntax(
      LineRecords.Layout layout,
      Pattern field,
      String form,
      String delimiter,
      char blank,
      boolean hasMnemonics) {}

  private static final Syntax MNEMONIC =
      new Syntax(
          LineRecords.Layout.MNEMONIC,
          Pattern.compile("=(?<tag>[0-9A-Za-z]{3})(?: {1,2}(?<text>.*))?", Pattern.DOTALL),
          "it must begin with = and a tag of three characters, and two blanks",
          "$",
          '\\',
          true);

  private static final Syntax ALEPH =
      new Syntax(
          LineRecords.Layout.ALEPH,
          Pattern.compile(
              "(?<number>[0-9]{9}) (?<tag>[0-9A-Za-z]{3})(?<indicators>..) [A-Za-z](?: (?<text>.*))?",
              Pattern.DOTALL),
          "it must begin with a number of nine digits, a tag with two indicators, and a letter,"
              + " with a blank between them",
          "$$",
          '^',
          false);

  /**
   * Makes a reader.
   *
   * @param format {@link RecordFormat#MARC_MNEMONIC} or {@link RecordFormat#ALEPH_SEQUENTIAL}
   * @param rule how the coding is decided
   */
  MarcLineResults(
      InputStream in, RecordFormat format, @Nullable CodingRule rule, ResultFactory results) {
    this.format = format;
    this.syntax = format == RecordFormat.ALEPH_SEQUENTIAL ? ALEPH : MNEMONIC;
    this.lines = new LineRecords(in, syntax.layout());
    this.file = FileCoding.unknown(rule == null ? CodingRule.AUTO : rule);
    this.results = results;
  }

  @Override
  public @Nullable ReadResult next() throws IOException {
    var record = lines.next();
    if (record == null) {
      return null;
    }
    try {
      if (record.defect() != null) {
        throw new MarcFormatException(record.defect());
      }
      return accepted(record);
    } catch (MarcFormatException e) {
      return results.rejected(record.offset(), e.reason(), bytes(record.bytes() + record.end()));
    }
  }

  private ReadResult accepted(LineRecords.Lines record) {
    var repairs = new Repairs();
    var all = bytes(record.bytes());
    var choice = coding.begin(file, declared(record), all.toArray(), 0, repairs);
    String leader = null;
    var fields = new ArrayList<Field>(record.fields().size());
    for (var line : record.fields()) {
      var field = field(line, repairs);
      var isLeader = field.tag().equals("LDR") || field.tag().equals("000");
      if (!isLeader) {
        fields.add(field);
      } else if (leader != null) {
        throw new MarcFormatException("Line " + line.line() + " is a second leader.");
      } else if (field instanceof ControlField(_, var text)) {
        leader = fullLeader(text, repairs);
      }
    }
    if (leader == null) {
      throw new MarcFormatException("The record has no leader (LDR).");
    }
    if (format == RecordFormat.ALEPH_SEQUENTIAL
        && fields.stream().noneMatch(f -> f.tag().equals(NUMBER))) {
      // Aleph's own number, which begins each line, is the record's: not every export repeats it.
      fields.addFirst(new ControlField(NUMBER, record.fields().getFirst().bytes().substring(0, 9)));
    }
    return results.acceptedLines(
        format, record.offset(), all, new MarcContent(leader, fields), choice, repairs);
  }

  private static Bytes bytes(String written) {
    return Bytes.of(written.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Leader position 09. Aleph writes UTF-8 whatever its leader says. */
  private char declared(LineRecords.Lines record) {
    if (format == RecordFormat.ALEPH_SEQUENTIAL) {
      return 'a';
    }
    return record.fields().stream()
        .map(line -> syntax.field().matcher(line.bytes()))
        .filter(m -> m.matches() && (m.group("tag").equals("LDR") || m.group("tag").equals("000")))
        .map(m -> m.group("text"))
        .filter(text -> text != null && text.length() > 9)
        .map(text -> text.charAt(9))
        .findFirst()
        .orElse(' ');
  }

  private Field field(LineRecords.FieldLine line, Repairs repairs) {
    var parts = syntax.field().matcher(line.bytes());
    if (!parts.matches()) {
      throw new MarcFormatException(
          "Line " + line.line() + " is not a field: " + syntax.form() + ".");
    }
    var tag = parts.group("tag");
    repairs.next(tag);
    var text = decoded(parts.group("text"));
    var isControl = tag.startsWith("00") || tag.equals("LDR");
    // Local fields of some systems have letters as tags, and no subfields (FMT).
    var isLocal = !tag.chars().allMatch(c -> c >= '0' && c <= '9');
    if (isControl || (isLocal && !text.contains(syntax.delimiter()))) {
      return new ControlField(tag, characters(text.replace(syntax.blank(), ' ')));
    }
    if (format == RecordFormat.ALEPH_SEQUENTIAL) {
      return dataField(line, tag, parts.group("indicators"), text, repairs);
    }
    var first = text.indexOf(syntax.delimiter());
    var indicators = first < 0 ? text : text.substring(0, first);
    return dataField(line, tag, indicators, first < 0 ? "" : text.substring(first), repairs);
  }

  private String decoded(@Nullable String written) {
    var bytes = (written == null ? "" : written).getBytes(StandardCharsets.ISO_8859_1);
    return coding.text(bytes, 0, bytes.length);
  }

  private DataField dataField(
      LineRecords.FieldLine line, String tag, String indicators, String text, Repairs repairs) {
    if (indicators.length() > 2) {
      throw new MarcFormatException(
          "Line %d has \"%s\" where the two indicators of field %s belong."
              .formatted(line.line(), shortened(indicators), tag));
    }
    if (!text.startsWith(syntax.delimiter())) {
      throw new MarcFormatException(
          "Line %d: field %s has no subfield (%sa)."
              .formatted(line.line(), tag, syntax.delimiter()));
    }
    var both = (indicators + "  ").substring(0, 2);
    if (indicators.length() < 2) {
      repairs.add(RepairKind.INDICATORS_MISSING, indicators, both);
    }
    both = both.replace(syntax.blank(), ' ');
    return new DataField(tag, both.charAt(0), both.charAt(1), subfields(text, repairs));
  }

  private List<Subfield> subfields(String text, Repairs repairs) {
    var subfields = new ArrayList<Subfield>();
    var parts = text.split(Pattern.quote(syntax.delimiter()), -1);
    for (var i = 1; i < parts.length; i++) {
      if (parts[i].isEmpty()) {
        repairs.add(RepairKind.SUBFIELD_EMPTY);
      } else {
        subfields.add(new Subfield(parts[i].charAt(0), characters(parts[i].substring(1))));
      }
    }
    return subfields;
  }

  private String characters(String text) {
    return syntax.hasMnemonics() ? Mnemonics.read(text) : text;
  }

  private static String shortened(String text) {
    return text.length() <= 20 ? text : text.substring(0, 20) + "…";
  }

  private String fullLeader(String text, Repairs repairs) {
    if (text.length() == LEADER) {
      return text;
    }
    var full = (text + " ".repeat(LEADER)).substring(0, LEADER);
    repairs.addAt("LDR", RepairKind.LEADER_LENGTH, text, full);
    return full;
  }
}
