package org.samling.exchange.generate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;

/** Collects the fields of a record; leaves out parts that are null, and fields without parts. */
final class Fields {

  private final List<Field> fields = new ArrayList<>(32);

  Fields control(String tag, String value) {
    fields.add(new ControlField(tag, value));
    return this;
  }

  /** Adds a field from alternating codes and texts. */
  Fields data(String tag, String indicators, @Nullable String... parts) {
    var subfields = new ArrayList<Subfield>(parts.length / 2);
    for (var i = 0; i + 1 < parts.length; i += 2) {
      var code = parts[i];
      var text = parts[i + 1];
      if (code != null && text != null) {
        subfields.add(new Subfield(code.charAt(0), text));
      }
    }
    return subfields(tag, indicators, subfields);
  }

  Fields subfields(String tag, String indicators, List<Subfield> subfields) {
    if (!subfields.isEmpty()) {
      fields.add(new DataField(tag, indicators.charAt(0), indicators.charAt(1), subfields));
    }
    return this;
  }

  List<Field> all() {
    return fields;
  }
}
