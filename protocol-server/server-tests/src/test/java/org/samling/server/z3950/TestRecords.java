package org.samling.server.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;

/** Records of MARC 21 with what tests look for. */
final class TestRecords {

  private static final String LEADER = "00000nam a2200000 a 4500";

  private TestRecords() {}

  /** A book by somebody, or by nobody for null, of a year, or of none for 0. */
  static CatalogueRecord book(String key, @Nullable String author, String title, int year) {
    var fields = new ArrayList<Field>();
    fields.add(new ControlField("001", RecordKey.parse(key).number()));
    fields.add(
        new ControlField(
            "008",
            "260101%sdk            000 0 dan d"
                .formatted(year == 0 ? "nuuuuuuuu" : "s%d    ".formatted(year))));
    if (author != null) {
      fields.add(new DataField("100", '1', ' ', List.of(new Subfield('a', author))));
    }
    fields.add(new DataField("245", '1', '0', List.of(new Subfield('a', title))));
    return record(key, LEADER, fields, title);
  }

  /** An authority record: a person's name, and one that leads to it. */
  static CatalogueRecord authority(String key, String heading, String seeFrom) {
    List<Field> fields =
        List.of(
            new ControlField("001", RecordKey.parse(key).number()),
            new DataField("100", '1', ' ', List.of(new Subfield('a', heading))),
            new DataField("400", '1', ' ', List.of(new Subfield('a', seeFrom))));
    return record(key, "00000nz  a2200000n  4500", fields, heading);
  }

  private static CatalogueRecord record(
      String key, String leader, List<Field> fields, String title) {
    return new CatalogueRecord(
        RecordKey.parse(key),
        RecordFormat.MARC21,
        Bytes.of(UUID.randomUUID().toString().getBytes(UTF_8)),
        new MarcContent(leader, fields),
        new BriefRecord(title, null, null, List.of()));
  }
}
