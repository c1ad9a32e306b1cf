package org.samling.marc;

import java.util.function.UnaryOperator;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.marc.text.Danmarc2Text;
import org.samling.marc.text.XmlEscapes;

/**
 * Writes a record as an XML document: MARC 21 in MARCXML (Library of Congress, MARC21slim 1.1),
 * danMARC2 and UNIMARC in marcXchange (ISO 25577).
 */
final class MarcXmlWriter {

  private static final String MARC21 = "<record xmlns=\"" + MarcXmlResults.MARCXML + "\">\n";
  private static final String DANMARC2 =
      "<record xmlns=\"" + MarcXmlResults.MARCXCHANGE + "\" format=\"danMARC2\">\n";

  /** In the namespace in which catalogues of UNIMARC publish their records. */
  private static final String UNIMARC =
      "<record xmlns=\"" + MarcXmlResults.MARCXCHANGE_2 + "\" format=\"UNIMARC\">\n";

  private final StringBuilder out = new StringBuilder(2_048);
  private final UnaryOperator<String> texts;

  /**
   * Makes a writer.
   *
   * @param texts converts the text of a subfield
   */
  private MarcXmlWriter(UnaryOperator<String> texts) {
    this.texts = texts;
  }

  /** Writes a MARC 21 record as XML, without an XML declaration; the leader declares Unicode. */
  static String write(MarcContent content) {
    var leader = content.leader();
    return new MarcXmlWriter(UnaryOperator.identity())
        .record(MARC21, leader.substring(0, 9) + "a" + leader.substring(10), content);
  }

  /** Writes a danMARC2 record as XML, without an XML declaration. */
  static String danmarc2(MarcContent content) {
    return new MarcXmlWriter(Danmarc2Text::writeUnicode)
        .record(DANMARC2, content.leader(), content);
  }

  /** Writes a UNIMARC record as XML, without an XML declaration; field 100 declares Unicode. */
  static String unimarc(MarcContent content) {
    return new MarcXmlWriter(UnaryOperator.identity())
        .record(UNIMARC, content.leader(), UnimarcCharacters.unicode(content));
  }

  private String record(String start, String leader, MarcContent content) {
    out.append(start).append("  <leader>");
    text(leader);
    out.append("</leader>\n");
    content.fields().forEach(this::field);
    return out.append("</record>\n").toString();
  }

  private void field(Field field) {
    switch (field) {
      case ControlField(var tag, var value) -> {
        out.append("  <controlfield tag=\"");
        text(tag);
        out.append("\">");
        text(value);
        out.append("</controlfield>\n");
      }
      case DataField(var tag, var first, var second, var subfields) -> {
        out.append("  <datafield tag=\"");
        text(tag);
        out.append("\" ind1=\"");
        character(first);
        out.append("\" ind2=\"");
        character(second);
        out.append("\">\n");
        for (var subfield : subfields) {
          out.append("    <subfield code=\"");
          character(subfield.code());
          out.append("\">");
          text(texts.apply(subfield.value()));
          out.append("</subfield>\n");
        }
        out.append("  </datafield>\n");
      }
    }
  }

  private void text(String text) {
    XmlEscapes.append(out, text);
  }

  private void character(char c) {
    XmlEscapes.append(out, c);
  }
}
