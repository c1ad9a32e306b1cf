package org.samling.console.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.samling.console.catalogue.CatalogueViews.Row;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;

/** Renders records field by field. */
final class MarcRows {

  /** The characters that enclose text ignored in filing (ISO 6630); invisible. */
  static final char BEGIN = '\u0098';

  static final char END = '\u009C';

  /** What is displayed instead of them. */
  static final char SHOWN_BEGIN = '\u27EA';

  static final char SHOWN_END = '\u27EB';

  private MarcRows() {}

  /** Returns all fields; for MARC 21 and UNIMARC the leader first, which danMARC2 does not use. */
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

  /** Makes the marks around text ignored in filing visible. */
  static String visible(String text) {
    return text.replace(BEGIN, SHOWN_BEGIN).replace(END, SHOWN_END);
  }
}
