package org.samling.marc.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.marc.mapping.MappingRow.MappedField;

/**
 * Converts a MARC 21 record to danMARC2: leader and control fields to coded fields ({@link
 * Danmarc2Header}), the rest by the table marc21-danmarc2.tsv. ISBD punctuation is removed, and
 * subfields that no row takes are left out.
 *
 * <p>Stateless.
 */
public final class Marc21ToDanmarc2 {

  public static final MappingTable TABLE =
      MappingTable.load("marc21-danmarc2.tsv", MappingText.WITHOUT_ISBD);

  /** The link of a field in another script: the tag of its original, and perhaps the script. */
  private static final Pattern LINK = Pattern.compile("(\\w{3})-\\d\\d(?:/([^/]+).*)?");

  private static final Comparator<Field> ORDER = Comparator.comparing(Field::tag);

  private Marc21ToDanmarc2() {}

  public static MarcContent convert(MarcContent content) {
    var record = new MappingSource(content);
    var fields = new ArrayList<>(new Danmarc2Header(record).fields());
    for (var field : content.fields()) {
      if (field instanceof DataField data) {
        if (data.tag().equals("880")) {
          addLinked(data, record, fields);
        } else {
          TABLE.apply(data, record).forEach(made -> fields.add(field(made)));
        }
      }
    }
    fields.sort(ORDER);
    return new MarcContent(Danmarc2Header.LEADER, fields);
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
    var script = link.group(2) == null ? "" : CodeLists.toDanmarc2("script", link.group(2), "");
    for (var made : TABLE.apply(beside, record)) {
      var field = field(made);
      var subfields = new ArrayList<Subfield>();
      subfields.add(new Subfield('6', field.tag() + (script.isEmpty() ? "" : ";" + script)));
      subfields.addAll(field.subfields());
      fields.add(new DataField("880", '0', '0', subfields));
    }
  }

  static DataField field(MappedField made) {
    return new DataField(
        made.name(),
        made.indicators().charAt(0),
        made.indicators().charAt(1),
        made.parts().stream().map(p -> new Subfield(p.code().charAt(0), p.text())).toList());
  }
}
