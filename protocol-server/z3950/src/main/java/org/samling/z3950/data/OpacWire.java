package org.samling.z3950.data;

import java.util.List;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerTree;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.ber.Z3950FormatException;
import org.samling.z3950.data.External.SingleAsn1Type;
import org.samling.z3950.data.OpacRecord.CircRecord;
import org.samling.z3950.data.OpacRecord.HoldingsAndCircData;

/** OPACRecord (Z39.50-2003, appendix REC): all its tags are implicit. */
final class OpacWire {
  private static final int BIBLIOGRAPHIC_RECORD = BerTag.context(1);
  private static final int HOLDINGS_DATA = BerTag.context(2);
  private static final int HOLDINGS_AND_CIRC = BerTag.context(2);

  private static final int TYPE_OF_RECORD = BerTag.context(1);
  private static final int FORMAT = BerTag.context(3);
  private static final int NUC_CODE = BerTag.context(8);
  private static final int LOCAL_LOCATION = BerTag.context(9);
  private static final int SHELVING_LOCATION = BerTag.context(10);
  private static final int CALL_NUMBER = BerTag.context(11);
  private static final int COPY_NUMBER = BerTag.context(13);
  private static final int PUBLIC_NOTE = BerTag.context(14);
  private static final int ENUM_AND_CHRON = BerTag.context(17);
  private static final int CIRCULATION_DATA = BerTag.context(19);

  private static final int AVAILABLE_NOW = BerTag.context(1);
  private static final int AVAILABILITY_DATE = BerTag.context(2);
  private static final int AVAILABLE_THRU = BerTag.context(3);
  private static final int RESTRICTIONS = BerTag.context(4);
  private static final int ITEM_ID = BerTag.context(5);
  private static final int RENEWABLE = BerTag.context(6);
  private static final int ON_HOLD = BerTag.context(7);
  private static final int ITEM_ENUM_AND_CHRON = BerTag.context(8);
  private static final int TEMPORARY_LOCATION = BerTag.context(10);

  private OpacWire() {}

  static External write(OpacRecord record, Z3950Charset charset) {
    var out = new BerWriter(charset);
    out.begin(BerTag.SEQUENCE);
    if (record.bibliographicRecord() != null) {
      ExternalWire.write(out, BIBLIOGRAPHIC_RECORD, record.bibliographicRecord());
    }
    if (!record.holdingsData().isEmpty()) {
      out.begin(HOLDINGS_DATA);
      record.holdingsData().forEach(holdings -> write(out, holdings));
      out.end();
    }
    out.end();
    return new External(Oid.OPAC, new SingleAsn1Type(new Octets(out.toBytes())));
  }

  private static void write(BerWriter out, HoldingsAndCircData holdings) {
    out.begin(HOLDINGS_AND_CIRC);
    out.text(TYPE_OF_RECORD, holdings.typeOfRecord());
    out.text(FORMAT, holdings.format());
    out.text(NUC_CODE, holdings.nucCode());
    out.text(LOCAL_LOCATION, holdings.localLocation());
    out.text(SHELVING_LOCATION, holdings.shelvingLocation());
    out.text(CALL_NUMBER, holdings.callNumber());
    out.text(COPY_NUMBER, holdings.copyNumber());
    out.text(PUBLIC_NOTE, holdings.publicNote());
    out.text(ENUM_AND_CHRON, holdings.enumAndChron());
    if (!holdings.circulationData().isEmpty()) {
      out.begin(CIRCULATION_DATA);
      holdings.circulationData().forEach(item -> write(out, item));
      out.end();
    }
    out.end();
  }

  private static void write(BerWriter out, CircRecord item) {
    out.begin(BerTag.SEQUENCE);
    out.bool(AVAILABLE_NOW, item.availableNow());
    out.text(AVAILABILITY_DATE, item.availabilityDate());
    out.text(AVAILABLE_THRU, item.availableThru());
    out.text(RESTRICTIONS, item.restrictions());
    out.text(ITEM_ID, item.itemId());
    out.bool(RENEWABLE, item.renewable());
    out.bool(ON_HOLD, item.onHold());
    out.text(ITEM_ENUM_AND_CHRON, item.enumAndChron());
    out.text(TEMPORARY_LOCATION, item.temporaryLocation());
    out.end();
  }

  static OpacRecord read(External external, Z3950Charset charset) {
    if (!(external.encoding() instanceof SingleAsn1Type(Octets element))
        || !Oid.OPAC.equals(external.directReference())) {
      throw new Z3950FormatException("not an OPAC record", 0);
    }
    var tree = new BerTree(element.bytes(), BerLimits.LARGEST, charset);
    if (tree.exceededLimit() != null) {
      throw new Z3950FormatException("an OPAC record with too many parts", 0);
    }
    var root = tree.root();
    var record = root.find(BIBLIOGRAPHIC_RECORD);
    var holdings = root.find(HOLDINGS_DATA);
    return new OpacRecord(
        record == null ? null : ExternalWire.read(record),
        holdings == null
            ? List.of()
            : holdings.children().stream()
                .filter(child -> child.is(HOLDINGS_AND_CIRC))
                .map(OpacWire::holdings)
                .toList());
  }

  private static HoldingsAndCircData holdings(BerNode node) {
    var items = node.find(CIRCULATION_DATA);
    return new HoldingsAndCircData(
        node.textOf(TYPE_OF_RECORD),
        node.textOf(FORMAT),
        node.textOf(NUC_CODE),
        node.textOf(LOCAL_LOCATION),
        node.textOf(SHELVING_LOCATION),
        node.textOf(CALL_NUMBER),
        node.textOf(COPY_NUMBER),
        node.textOf(PUBLIC_NOTE),
        node.textOf(ENUM_AND_CHRON),
        items == null ? List.of() : items.children().stream().map(OpacWire::item).toList());
  }

  private static CircRecord item(BerNode node) {
    return new CircRecord(
        node.required(AVAILABLE_NOW, "availableNow").bool(),
        node.textOf(AVAILABILITY_DATE),
        node.textOf(AVAILABLE_THRU),
        node.textOf(RESTRICTIONS),
        node.textOf(ITEM_ID),
        node.required(RENEWABLE, "renewable").bool(),
        node.required(ON_HOLD, "onHold").bool(),
        node.textOf(ITEM_ENUM_AND_CHRON),
        node.textOf(TEMPORARY_LOCATION));
  }
}
