package org.samling.marc;

import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;

/** Writes a record in MARCXML (Library of Congress, MARC21slim 1.1), one record as the root. */
final class MarcXmlWriter {

  private static final String START = "<record xmlns=\"http://www.loc.gov/MARC21/slim\">\n";

  private final StringBuilder out = new StringBuilder(2_048);

  private MarcXmlWriter() {}

  /** The record as XML, without an XML declaration; the leader says that it is in Unicode. */
  static String write(MarcContent content) {
    var writer = new MarcXmlWriter();
    writer.record(content);
    return writer.out.toString();
  }

  private void record(MarcContent content) {
    out.append(START).append("  <leader>");
    var leader = content.leader();
    text(leader.substring(0, 9) + "a" + leader.substring(10));
    out.append("</leader>\n");
    content.fields().forEach(this::field);
    out.append("</record>\n");
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
          text(subfield.value());
          out.append("</subfield>\n");
        }
        out.append("  </datafield>\n");
      }
    }
  }

  private void text(String text) {
    text.codePoints().forEach(this::character);
  }

  /** What XML 1.0 can't hold becomes U+FFFD, so that the rest of the record gets through. */
  private void character(int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\r' -> out.append("&#13;");
      default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
    }
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
