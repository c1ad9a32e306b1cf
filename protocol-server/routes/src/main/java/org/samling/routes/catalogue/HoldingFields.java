package org.samling.routes.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.circulation.Holding;

/**
 * Makes the holdings fields of a record with the present status of its items: a field 852 (MARC 21,
 * "Location") for each item, with the branch in $a, the shelving location in $c, the call number in
 * $h, the barcode in $p, the status in words in $z, and the volume or issue in $3.
 */
public final class HoldingFields {

  private final ItemTexts texts;

  /** Creates an instance with the words for an item's status. */
  public HoldingFields(ItemTexts texts) {
    this.texts = texts;
  }

  /** A field for each item, in their order. */
  public List<DataField> of(List<Holding> items) {
    return items.stream().map(this::field).toList();
  }

  private DataField field(Holding item) {
    var subfields = new ArrayList<Subfield>();
    add(subfields, '3', item.issue());
    add(subfields, 'a', item.home());
    add(subfields, 'c', item.location());
    add(subfields, 'h', item.callNumber());
    add(subfields, 'p', item.barcode());
    add(subfields, 'z', texts.status(item));
    return new DataField("852", ' ', ' ', subfields);
  }

  private static void add(List<Subfield> subfields, char code, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      subfields.add(new Subfield(code, value));
    }
  }
}
