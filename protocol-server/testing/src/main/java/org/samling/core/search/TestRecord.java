package org.samling.core.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.CatalogueFeed.Present;

/** A builder for a record. */
public final class TestRecord {

  private final int number;
  private final List<Field> fields = new ArrayList<>();
  private final Set<TenantId> holders = new HashSet<>();
  private @Nullable TenantId owner;
  private String leader = "00000nam a2200000 i 4500";
  private MarcFormat marc = MarcFormat.MARC21;
  private boolean isLayer;

  private TestRecord(int number) {
    this.number = number;
  }

  /** A common record, numbered from 1. */
  public static TestRecord of(int number) {
    return new TestRecord(number);
  }

  /** A common record with only a title. */
  public static TestRecord titled(int number, String title) {
    return of(number).field("245", "10", "a", title);
  }

  public static UUID id(int number) {
    return new UUID((long) number << 16 | 0x7000, 0x8000_0000_0000_0000L | number);
  }

  /** The number of a record that was found. */
  public static int number(FoundRecord record) {
    return (int) (record.ref().id().getMostSignificantBits() >> 16);
  }

  public TestRecord ownedBy(int tenant) {
    owner = new TenantId(tenant);
    return this;
  }

  /** Makes it a local record, which its owner sees instead of a common record. */
  public TestRecord layer() {
    isLayer = true;
    return this;
  }

  public TestRecord localTo(int tenant) {
    holders.add(new TenantId(tenant));
    return this;
  }

  /** Makes it a MARC 21 authority record. */
  public TestRecord authority() {
    leader = "00000nz  a2200000n  4500";
    return this;
  }

  public TestRecord in(MarcFormat format) {
    marc = format;
    return this;
  }

  public TestRecord year(String year) {
    fields.add(new ControlField("008", "250101s" + year + "    xx e          00| 1 dan d"));
    return this;
  }

  /** Sets the time of its last change at the source: field 005 of MARC 21. */
  public TestRecord modified(String moment) {
    fields.add(new ControlField("005", moment));
    return this;
  }

  /**
   * Adds a field.
   *
   * @param indicators both indicators
   * @param subfields alternating codes and texts
   */
  public TestRecord field(String tag, String indicators, String... subfields) {
    var parts = new ArrayList<Subfield>();
    for (var i = 0; i < subfields.length; i += 2) {
      parts.add(new Subfield(subfields[i].charAt(0), subfields[i + 1]));
    }
    fields.add(new DataField(tag, indicators.charAt(0), indicators.charAt(1), parts));
    return this;
  }

  public RecordKey key() {
    return new RecordKey("870970", "5-" + number);
  }

  public Present present() {
    return new Present(
        new RecordRef(id(number), owner),
        key(),
        marc,
        new MarcContent(leader, fields),
        holders,
        isLayer);
  }
}
