package org.samling.marc;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RepairKind;
import org.samling.marc.text.Danmarc2Text;
import org.samling.marc.text.MarcFormatException;

/**
 * Reads one record element of MARCXML (schema MARC21slim 1.2) or marcXchange (ISO 25577), which has
 * the same elements and may name the format of the fields in an attribute.
 */
final class MarcXmlRecord {

  private static final int LEADER = 24;

  /** A placeholder for the leader, which danMARC2 is often sent without. */
  private static final String NO_LEADER = "00000n    2200000   45  ";

  private static final Pattern DANMARC = Pattern.compile("danmarc[23]", Pattern.CASE_INSENSITIVE);
  private static final Pattern UNIMARC = Pattern.compile("unimarc.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern MARC21 =
      Pattern.compile("(us)?marc ?(21)?", Pattern.CASE_INSENSITIVE);

  private final XmlCursor xml;
  private final String namespace;
  private final @Nullable String named;
  private final @Nullable RecordFormat wanted;
  private final Repairs repairs;
  private final List<Field> fields = new ArrayList<>();
  private @Nullable String leader;

  /** The first field from 000 to 009 that has subfields. */
  private @Nullable String dividedField;

  /**
   * Makes a reader.
   *
   * @param namespace the namespace of the record element, which its parts share
   * @param named the format that it declares, or null
   * @param wanted the format to read it as, or null to detect it
   */
  MarcXmlRecord(
      XmlCursor xml,
      String namespace,
      @Nullable String named,
      @Nullable RecordFormat wanted,
      Repairs repairs) {
    this.xml = xml;
    this.namespace = namespace;
    this.named = named;
    this.wanted = wanted;
    this.repairs = repairs;
  }

  /** Reads the part of the record whose start tag is current, up to its end tag. */
  void readPart() throws XMLStreamException {
    if (!xml.namespace().equals(namespace)) {
      throw unknown();
    }
    switch (xml.name()) {
      case "leader" -> {
        if (leader != null) {
          throw new MarcFormatException("The record has two leaders" + place());
        }
        leader = text("leader");
      }
      case "controlfield" -> fields.add(controlField(tag()));
      case "datafield" -> fields.add(dataField(tag()));
      default -> throw unknown();
    }
    if (fields.size() > Iso2709Decoder.MAX_FIELDS) {
      throw new MarcFormatException(
          "The record has more than " + Iso2709Decoder.MAX_FIELDS + " fields.");
    }
  }

  /** The format, once the last part is read: as requested, as declared, or as its fields show. */
  RecordFormat format() {
    if (wanted != null) {
      return wanted;
    }
    if (named != null) {
      return DANMARC.matcher(named).matches()
          ? RecordFormat.DANMARC2_XML
          : UNIMARC.matcher(named).matches() ? RecordFormat.UNIMARC_XML : RecordFormat.MARCXML;
    }
    if (dividedField != null && fields.stream().noneMatch(MarcXmlRecord::isPlainNumber)) {
      return RecordFormat.DANMARC2_XML;
    }
    return FormatEvidence.isUnimarc(fields) ? RecordFormat.UNIMARC_XML : RecordFormat.MARCXML;
  }

  /** The record, once its last part is read. */
  MarcContent content() {
    if (fields.isEmpty()) {
      throw new MarcFormatException("The record has no fields.");
    }
    return switch (format().marc()) {
      case DANMARC2 -> danmarc2();
      case MARC21 -> marc21();
      case UNIMARC -> plain();
    };
  }

  private MarcContent danmarc2() {
    if (leader == null || leader.isBlank()) {
      repairs.addAt("LDR", RepairKind.LEADER_MISSING, "", NO_LEADER);
    }
    return new MarcContent(
        leader == null || leader.isBlank() ? NO_LEADER : fullLeader(leader),
        fields.stream().map(MarcXmlRecord::withFilingMarks).toList());
  }

  private MarcContent marc21() {
    if (named != null && !MARC21.matcher(named).matches()) {
      repairs.addAt("", RepairKind.FORMAT_UNKNOWN, named, "MARC 21");
    }
    return plain();
  }

  /** A record of a format whose fields 001 to 009 hold plain text. */
  private MarcContent plain() {
    if (leader == null || leader.isBlank()) {
      throw new MarcFormatException("The record has no leader.");
    }
    if (dividedField != null) {
      throw new MarcFormatException(
          dividedField + " is a datafield, as in danMARC2; in MARC 21 it can't be one.");
    }
    return new MarcContent(fullLeader(leader), fields);
  }

  private static boolean isPlainNumber(Field field) {
    return field instanceof ControlField control && control.tag().equals("001");
  }

  private static Field withFilingMarks(Field field) {
    return switch (field) {
      case ControlField control -> control;
      case DataField(var tag, var first, var second, var subfields) ->
          new DataField(
              tag,
              first,
              second,
              subfields.stream()
                  .map(s -> new Subfield(s.code(), Danmarc2Text.readUnicode(s.value())))
                  .toList());
    };
  }

  private String fullLeader(String written) {
    // Line breaks and tabs around the leader are layout, not part of it.
    var text = written.replaceAll("^[\\r\\n\\t]+|[\\r\\n\\t]+$", "");
    if (text.length() == LEADER) {
      return text;
    }
    var read = (text + " ".repeat(LEADER)).substring(0, LEADER);
    repairs.addAt("LDR", RepairKind.LEADER_LENGTH, text, read);
    return read;
  }

  private ControlField controlField(String tag) throws XMLStreamException {
    return new ControlField(tag, text("controlfield " + tag));
  }

  private DataField dataField(String tag) throws XMLStreamException {
    repairs.next(tag);
    if (tag.startsWith("00") && dividedField == null) {
      dividedField = "Field " + tag + " (line " + xml.line() + ")";
    }
    var indicator1 = indicator(tag, "ind1");
    var indicator2 = indicator(tag, "ind2");
    var subfields = new ArrayList<Subfield>();
    while (true) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (!xml.name().equals("subfield") || !xml.namespace().equals(namespace)) {
            throw unknown();
          }
          subfields.add(new Subfield(code(tag), text("subfield of field " + tag)));
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return new DataField(tag, indicator1, indicator2, subfields);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!xml.text().isBlank()) {
            throw new MarcFormatException(
                "Field " + tag + " has text outside its subfields" + place());
          }
        }
        default -> {
          // Comments are not part of a field.
        }
      }
    }
  }

  private String tag() {
    var tag = xml.attribute("tag");
    if (tag == null || tag.length() != 3 || !tag.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
      throw new MarcFormatException(
          "A "
              + xml.name()
              + (tag == null
                  ? " has no tag"
                  : " has the tag \"" + tag + "\", which is not three letters or digits")
              + place());
    }
    return tag;
  }

  private char code(String tag) {
    var written = xml.attribute("code");
    var code = written == null ? null : Normalizer.normalize(written, Normalizer.Form.NFC);
    if (code == null || code.length() != 1) {
      throw new MarcFormatException(
          "A subfield of field "
              + tag
              + (code == null
                  ? " has no code"
                  : " has the code \"" + code + "\", which is not one character")
              + place());
    }
    return code.charAt(0);
  }

  private char indicator(String tag, String name) {
    var indicator = xml.attribute(name);
    if (indicator == null || indicator.isEmpty()) {
      repairs.add(RepairKind.INDICATORS_MISSING, name, "");
      return ' ';
    }
    if (indicator.length() > 1) {
      throw new MarcFormatException(
          "Field "
              + tag
              + " has \""
              + indicator
              + "\" for "
              + name
              + ", which is not one character"
              + place());
    }
    return indicator.charAt(0);
  }

  /** The text of the element whose start tag is current. */
  private String text(String where) throws XMLStreamException {
    var text = new StringBuilder();
    while (true) {
      switch (xml.next()) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(xml.text());
        case XMLStreamConstants.END_ELEMENT -> {
          return text.toString();
        }
        case XMLStreamConstants.START_ELEMENT ->
            throw new MarcFormatException(
                "The element <" + xml.name() + "> is not allowed inside a " + where + place());
        default -> {
          // Comments are not part of a text.
        }
      }
    }
  }

  private MarcFormatException unknown() {
    return new MarcFormatException(
        "The element <" + xml.name() + "> is not allowed there in a record" + place());
  }

  private String place() {
    return " (line " + xml.line() + ").";
  }
}
