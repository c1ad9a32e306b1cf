package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.cutover.CutoverInquiries;

/** What a move from another system asks of the catalogue. */
class CutoverInquiriesTest {

  private static TestLibrary library;
  private static CutoverInquiries inquiries;

  @BeforeAll
  static void open() {
    library = new TestLibrary();
    inquiries = library.store.cutoverInquiries();
  }

  @AfterAll
  static void close() {
    library.close();
  }

  private static CatalogueRecord record(String key, String tag, String value) {
    var parsed = RecordKey.parse(key);
    return new CatalogueRecord(
        parsed,
        RecordFormat.MARC21,
        Bytes.of(key.getBytes(StandardCharsets.UTF_8)),
        new MarcContent(
            "00000nam a2200000   4500",
            List.of(
                new DataField(
                    tag,
                    ' ',
                    ' ',
                    List.of(new Subfield('c', value), new Subfield('d', "d" + value))))),
        new BriefRecord(key, null, null, List.of()));
  }

  @Test
  void recordsAreFoundByWhatStandsInASubfieldTheOwnBeforeCommonOnes() {
    var catalogue = library.store.catalogue();
    catalogue.putRecords(
        library.north,
        List.of(
            record("own:1", "998", " 1 "),
            record("own:2", "998", "2"),
            record("own:3", "998", "2"),
            record("own:4", "997", "4")));
    catalogue.putRecords(library.south, List.of(record("other:5", "998", "5")));
    catalogue.putRecords(
        null,
        List.of(
            record("moved:1", "998", "1"),
            record("moved:6", "998", "6"),
            record("moved:7", "998", "7")));
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(
                NewItem.plain("moved1", RecordKey.parse("moved:1"), TestLibrary.MAIN, "book"),
                NewItem.plain("moved6", RecordKey.parse("moved:6"), TestLibrary.MAIN, "book")));

    assertThat(inquiries.recordsBySubfield(library.north, "998", "c"))
        .isEqualTo(
            Map.of(
                "1", Set.of(RecordKey.parse("own:1")),
                "2", Set.of(RecordKey.parse("own:2"), RecordKey.parse("own:3")),
                "6", Set.of(RecordKey.parse("moved:6"))));
  }

  @Test
  void allPagesOfTheCatalogueAreRead() {
    var records = new ArrayList<CatalogueRecord>();
    for (var i = 0; i < 2_001; i++) {
      records.add(record("page:" + i, i % 2 == 0 ? "995" : "996", Integer.toString(i)));
    }
    library.store.catalogue().putRecords(library.south, records);
    assertThat(inquiries.recordsBySubfield(library.south, "995", "c")).hasSize(1_001);
  }
}
