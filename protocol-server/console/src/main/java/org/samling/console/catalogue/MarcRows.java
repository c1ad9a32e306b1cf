package org.samling.console.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.samling.console.catalogue.CatalogueViews.Row;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;

/** Shows records field by field. */
final class MarcRows {

  /** What is passed over in filing stands between these (ISO 6630), which nobody would see. */
  static final char BEGIN = '\u0098';

  static final char END = '\u009C';

  /** What is shown in their place. */
  static final char SHOWN_BEGIN = '\u27EA';

  static final char SHOWN_END = '\u27EB';

  private MarcRows() {}

  /** All fields; of MARC 21 and UNIMARC with the leader first, which danMARC2 makes no use of. */
  static List<Row> of(MarcContent content, MarcFormat format) {
    var rows = new ArrayList<Row>();
    if (format != MarcFormat.DANMARC2) {
      rows.add(new Row("LDR", "", content.leader(), List.of()));
    }
    for (var field : content.fields()) {
      rows.add(
          switch (field) {
            case ControlField(var tag, var value) -> new Row(tag, "", visible(value), List.of());
            case DataField(var tag, var first, var second, var subfields) ->
                new Row(
                    tag,
                    "" + shown(first) + shown(second),
                    "",
                    subfields.stream()
                        .map(s -> new Subfield(s.code(), visible(s.value())))
                        .toList());
          });
    }
    return rows;
  }

  private static char shown(char indicator) {
    return indicator == ' ' ? '#' : indicator;
  }

  /** A text with marks for what is passed over in filing. */
  static String visible(String text) {
    return text.replace(BEGIN, SHOWN_BEGIN).replace(END, SHOWN_END);
  }
}
