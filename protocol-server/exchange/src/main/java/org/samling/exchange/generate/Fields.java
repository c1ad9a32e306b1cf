package org.samling.exchange.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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

  /** A subfield, or null without a code or a text. */
  static @Nullable Subfield sub(@Nullable String code, @Nullable String text) {
    return code == null || text == null ? null : new Subfield(code.charAt(0), text);
  }

  /** Adds a field with these subfields; null leaves one out. */
  Fields data(String tag, String indicators, @Nullable Subfield... parts) {
    return subfields(tag, indicators, Stream.of(parts).filter(Objects::nonNull).toList());
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
