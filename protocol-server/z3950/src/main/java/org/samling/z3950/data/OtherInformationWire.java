package org.samling.z3950.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.OtherInformation.BinaryInfo;
import org.samling.z3950.data.OtherInformation.CharacterInfo;
import org.samling.z3950.data.OtherInformation.ExternallyDefinedInfo;
import org.samling.z3950.data.OtherInformation.InfoCategory;
import org.samling.z3950.data.OtherInformation.Information;
import org.samling.z3950.data.OtherInformation.OidInfo;

/** OtherInformation [201], a list of units. */
public final class OtherInformationWire {
  public static final int OTHER_INFO = BerTag.context(201);

  /** additionalSearchInfo, which has the form of otherInfo. */
  public static final int ADDITIONAL_SEARCH_INFO = BerTag.context(203);

  private static final int CATEGORY = BerTag.context(1);
  private static final int CATEGORY_TYPE_ID = BerTag.context(1);
  private static final int CATEGORY_VALUE = BerTag.context(2);
  private static final int CHARACTER_INFO = BerTag.context(2);
  private static final int BINARY_INFO = BerTag.context(3);
  private static final int EXTERNALLY_DEFINED_INFO = BerTag.context(4);
  private static final int OID = BerTag.context(5);

  private OtherInformationWire() {}

  /** The units of a list; units of a non-standard kind are skipped. */
  public static List<OtherInformation> read(@Nullable BerNode list) {
    var units = new ArrayList<OtherInformation>();
    if (list != null) {
      for (var unit : list.children()) {
        var information = information(unit);
        if (information != null) {
          units.add(new OtherInformation(category(unit.find(CATEGORY)), information));
        }
      }
    }
    return units;
  }

  private static @Nullable InfoCategory category(@Nullable BerNode category) {
    if (category == null) {
      return null;
    }
    var type = category.find(CATEGORY_TYPE_ID);
    return new InfoCategory(
        type == null ? null : type.oid(),
        category.required(CATEGORY_VALUE, "categoryValue").integer());
  }

  private static @Nullable Information information(BerNode unit) {
    for (var child : unit.children()) {
      if (child.is(CHARACTER_INFO)) {
        return new CharacterInfo(child.text());
      } else if (child.is(BINARY_INFO)) {
        return new BinaryInfo(child.octets());
      } else if (child.is(EXTERNALLY_DEFINED_INFO)) {
        return new ExternallyDefinedInfo(ExternalWire.read(child));
      } else if (child.is(OID)) {
        return new OidInfo(child.oid());
      }
    }
    return null;
  }

  /** An empty list is left out. */
  public static void write(BerWriter out, List<OtherInformation> units) {
    write(out, OTHER_INFO, units);
  }

  /** The same, under another tag. */
  public static void write(BerWriter out, int tag, List<OtherInformation> units) {
    if (units.isEmpty()) {
      return;
    }
    out.begin(tag);
    for (var unit : units) {
      out.begin(BerTag.SEQUENCE);
      var category = unit.category();
      if (category != null) {
        out.begin(CATEGORY);
        out.oid(CATEGORY_TYPE_ID, category.categoryTypeId());
        out.integer(CATEGORY_VALUE, category.categoryValue());
        out.end();
      }
      switch (unit.information()) {
        case CharacterInfo(String text) -> out.text(CHARACTER_INFO, text);
        case BinaryInfo(Octets octets) -> out.octets(BINARY_INFO, octets);
        case ExternallyDefinedInfo(External external) ->
            ExternalWire.write(out, EXTERNALLY_DEFINED_INFO, external);
        case OidInfo(Oid oid) -> out.oid(OID, oid);
      }
      out.end();
    }
    out.end();
  }
}
