package org.samling.marc;

import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;

/** Reads one record element of MARCXML (schema MARC21slim 1.2). */
final class MarcXmlRecord {

  private static final int LEADER = 24;

  private final XmlCursor xml;
  private final String namespace;
  private final Repairs repairs;
  private final List<Field> fields = new ArrayList<>();
  private @Nullable String leader;

  /**
   * Prepares to read.
   *
   * @param namespace the namespace of the record element, which its parts share
   */
  MarcXmlRecord(XmlCursor xml, String namespace, Repairs repairs) {
    this.xml = xml;
    this.namespace = namespace;
    this.repairs = repairs;
  }

  /** Reads the part of the record on whose start tag the cursor stands, up to its end tag. */
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

  /** The record, after its last part. */
  MarcContent content() {
    if (leader == null || leader.isBlank()) {
      throw new MarcFormatException("The record has no leader.");
    }
    if (fields.isEmpty()) {
      throw new MarcFormatException("The record has no fields.");
    }
    return new MarcContent(fullLeader(leader), fields);
  }

  private String fullLeader(String written) {
    // Layout of the file around the leader is not part of it.
    var text = written.replaceAll("^[\\r\\n\\t]+|[\\r\\n\\t]+$", "");
    if (text.length() == LEADER) {
      return text;
    }
    repairs.add(
        "The leader has "
            + text.length()
            + " characters where 24 are right; it was "
            + (text.length() < LEADER ? "filled up with blanks." : "cut."));
    return (text + " ".repeat(LEADER)).substring(0, LEADER);
  }

  private ControlField controlField(String tag) throws XMLStreamException {
    return new ControlField(tag, text("controlfield " + tag));
  }

  private DataField dataField(String tag) throws XMLStreamException {
    if (tag.startsWith("00")) {
      throw new MarcFormatException(
          "Field "
              + tag
              + " is a datafield, which MARC 21 has not"
              + place()
              + " danMARC2 has such fields.");
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
          // Comments are no part of a field.
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
                  : " has the tag \"" + tag + "\", which has not three letters or digits")
              + place());
    }
    return tag;
  }

  private char code(String tag) {
    var code = xml.attribute("code");
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
      repairs.add("Field " + tag + " lacks " + name + "; read as blank.");
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

  /** The text of the element on whose start tag the cursor stands. */
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
                "The element <" + xml.name() + "> stands inside a " + where + place());
        default -> {
          // Comments are no part of a text.
        }
      }
    }
  }

  private MarcFormatException unknown() {
    return new MarcFormatException(
        "The element <" + xml.name() + "> is none that a record may hold there" + place());
  }

  private String place() {
    return " (line " + xml.line() + ").";
  }
}
