package org.samling.marc.mapping;

import java.util.LinkedHashSet;
import java.util.Set;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.marc.mapping.MappingRow.MappedField;
import org.samling.marc.text.BriefRecords;

/**
 * Writes a MARC 21 record in simple Dublin Core, as the element oai_dc:dc (OAI-PMH 2.0, "Dublin
 * Core"; Library of Congress, "MARC to Dublin Core Crosswalk"), by the table marc21-dc.tsv.
 * Elements with the same name and text are written once.
 */
public final class DublinCoreWriter {

  public static final MappingTable TABLE =
      MappingTable.load("marc21-dc.tsv", MappingText.WITHOUT_ISBD);

  private static final String START =
      "<oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\""
          + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
          + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
          + " xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/oai_dc/"
          + " http://www.openarchives.org/OAI/2.0/oai_dc.xsd\">\n";

  private DublinCoreWriter() {}

  /** The record, without an XML declaration. */
  public static String write(MarcContent content) {
    var record = new MappingSource(content);
    var made = new LinkedHashSet<String>();
    var out = new XmlElements("dc:");
    out.raw(START);
    for (var field : content.fields()) {
      if (field instanceof DataField data) {
        TABLE.apply(data, record).forEach(m -> add(m, made, out));
      }
    }
    var coded = new Marc21Codes(record);
    add("type", coded.dublinCoreType(), made, out);
    if (made.stream().noneMatch(m -> m.startsWith("date\t"))) {
      add("date", coded.year(), made, out);
    }
    add("language", coded.language(), made, out);
    out.raw("</oai_dc:dc>\n");
    return out.toString();
  }

  private static void add(MappedField element, Set<String> made, XmlElements out) {
    add(element.name(), BriefRecords.withoutIsbd(element.parts().getFirst().text()), made, out);
  }

  private static void add(String name, String text, Set<String> made, XmlElements out) {
    if (made.add(name + '\t' + text)) {
      out.text(name, text);
    }
  }
}
