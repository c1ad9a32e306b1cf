package org.samling.marc.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.marc.mapping.MappingRow.MappedField;
import org.samling.marc.text.Filing;

/**
 * Converts a danMARC2 record to MARC 21: the coded fields to leader and control fields ({@link
 * Marc21Header}), the rest by the table danmarc2-marc21.tsv. Subfields that no row takes are left
 * out.
 *
 * <p>Stateless.
 */
public final class Danmarc2ToMarc21 {

  public static final MappingTable TABLE =
      MappingTable.load("danmarc2-marc21.tsv", MappingText.DANMARC2);

  /** The link of a field in another script: the tag of its original, and perhaps a script code. */
  private static final Pattern LINK = Pattern.compile("(\\w{3})(?:;(\\S).*)?");

  /**
   * Orders fields by tag; notes, subjects and added entries keep the order of the source, which is
   * significant.
   */
  static final Comparator<Field> ORDER =
      Comparator.comparing(field ->
          "5678".indexOf(field.tag().charAt(0)) >= 0 ? field.tag().substring(0, 1) : field.tag());

  private Danmarc2ToMarc21() {}

  public static MarcContent convert(MarcContent content) {
    var record = new MappingSource(content);
    var header = new Marc21Header(record);
    var fields = new ArrayList<Field>();
    var number = header.number();
    if (number != null) {
      fields.add(new ControlField("001", number));
    }
    var agency = header.agency();
    if (agency != null) {
      fields.add(new ControlField("003", agency));
    }
    var changed = header.changed();
    if (changed != null) {
      fields.add(new ControlField("005", changed));
    }
    var physical = header.physical();
    if (physical != null) {
      fields.add(new ControlField("007", physical));
    }
    fields.add(new ControlField("008", header.coded()));
    fields.add(source(agency == null ? "DK" : agency, header.rules()));
    for (var field : content.fields()) {
      if (field instanceof DataField data) {
        addAll(data, record, fields);
      }
    }
    fields.sort(ORDER);
    return new MarcContent(header.leader(), fields);
  }

  /** Whether any part of a subfield is converted to MARC 21. */
  public static boolean isMapped(String tag, char code) {
    return TABLE.takes(tag, code) || Marc21Header.TAKEN.getOrDefault(tag, "").indexOf(code) >= 0;
  }

  private static DataField source(String agency, String rules) {
    return new DataField(
        "040",
        ' ',
        ' ',
        List.of(
            new Subfield('a', agency),
            new Subfield('b', "dan"),
            new Subfield('e', rules),
            new Subfield('c', agency)));
  }

  private static void addAll(DataField data, MappingSource record, List<Field> fields) {
    if (data.tag().equals("880")) {
      addLinked(data, record, fields);
      return;
    }
    for (var made : TABLE.apply(data, record)) {
      fields.add(field(made));
    }
  }

  /** A field in another script is converted like the field it is linked to. */
  private static void addLinked(DataField data, MappingSource record, List<Field> fields) {
    var link = LINK.matcher(data.values('6').findFirst().orElse("").strip());
    if (!link.matches() || link.group(1).equals("880")) {
      return;
    }
    var beside =
        new DataField(
            link.group(1),
            data.indicator1(),
            data.indicator2(),
            data.subfields().stream().filter(s -> s.code() != '6').toList());
    var script = link.group(2) == null ? "" : CodeLists.toMarc21("script", link.group(2), "");
    for (var made : TABLE.apply(beside, record)) {
      var field = field(made);
      var subfields = new ArrayList<Subfield>();
      subfields.add(
          new Subfield('6', field.tag() + "-00" + (script.isEmpty() ? "" : "/" + script)));
      subfields.addAll(field.subfields());
      fields.add(new DataField("880", field.indicator1(), field.indicator2(), subfields));
    }
  }

  static DataField field(MappedField made) {
    var filing = Filing.count(made.parts().getFirst().text());
    var subfields = new ArrayList<Subfield>(made.parts().size());
    for (var part : made.parts()) {
      subfields.add(new Subfield(part.code().charAt(0), written(part.text())));
    }
    return new DataField(
        made.name(),
        indicator(made.indicators().charAt(0), filing),
        indicator(made.indicators().charAt(1), filing),
        subfields);
  }

  private static char indicator(char written, int filing) {
    return written == 'N' ? (char) ('0' + filing) : written;
  }

  /** The letter for aa that files as å exists only in danMARC2. */
  private static String written(String text) {
    return Filing.withoutMarks(text).replace("ꜳ", "aa").replace("Ꜳ", "Aa");
  }
}
