package org.samling.marc.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;

/** Collects the fields of a new record; a field with nothing in it is left out. */
public final class FieldList {

  private final List<Field> fields = new ArrayList<>();

  public void control(String tag, String value) {
    fields.add(new ControlField(tag, value));
  }

  /**
   * Adds a field.
   *
   * @param indicators the two indicators
   * @param parts codes and texts in turn; a part with a null text is left out, and so is a field
   *     without parts
   */
  public void data(String tag, String indicators, @Nullable String... parts) {
    var subfields = new ArrayList<Subfield>();
    for (var i = 0; i + 1 < parts.length; i += 2) {
      var code = parts[i];
      var text = parts[i + 1];
      if (code != null && text != null && !text.isBlank()) {
        subfields.add(new Subfield(code.charAt(0), text));
      }
    }
    if (!subfields.isEmpty()) {
      fields.add(new DataField(tag, indicators.charAt(0), indicators.charAt(1), subfields));
    }
  }

  public List<Field> toList() {
    return List.copyOf(fields);
  }
}
