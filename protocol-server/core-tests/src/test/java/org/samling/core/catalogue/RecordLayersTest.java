package org.samling.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.core.catalogue.Danmarc2Lines.record;
import static org.samling.core.catalogue.Danmarc2Lines.text;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;

class RecordLayersTest {

  private static final List<String> TAGS =
      List.of(
          "001", "004", "008", "009", "010", "013", "014", "020", "100", "239", "240", "245", "300",
          "504", "600", "652", "700", "990", "996", "d08", "z99");

  @Test
  void whatSaysWhoseTheRecordIsStaysTheBases() {
    var base = record("001 *a1*b870970", "004 *rn*ab", "245 *aTitel", "996 *aDBC");
    var layer = record("001 *a1*b191919", "004 *rn*ae", "504 *aNote", "996 *aX", "d08 *aq");

    assertThat(text(RecordLayers.merge(base, layer)))
        .containsExactly(
            "001 *a1*b870970", "004 *rn*ab", "245 *aTitel", "504 *aNote", "996 *aDBC", "d08 *aq");
  }

  @Test
  void fieldsOfAGroupOverwriteTheWholeGroup() {
    var base =
        record(
            "008 *a2001",
            "100 *aHolm",
            "240 *aOriginal",
            "245 *aAll the men",
            "300 *a10 s.",
            "652 *m81");
    assertThat(text(RecordLayers.merge(base, record("239 *tMænd, alle"))))
        .containsExactly("239 *tMænd, alle", "240 *aOriginal", "300 *a10 s.");
    assertThat(text(RecordLayers.merge(base, record("300 *a12 s.", "300 *a1 kort"))))
        .containsExactly(
            "008 *a2001",
            "100 *aHolm",
            "240 *aOriginal",
            "245 *aAll the men",
            "300 *a12 s.",
            "300 *a1 kort",
            "652 *m81");
  }

  @Test
  void otherFieldsAreAddedOnce() {
    var base = record("245 *aTitel", "631 *abierfaring", "631 *abier");
    assertThat(text(RecordLayers.merge(base, record("631 *abier", "631 *ahonning"))))
        .containsExactly("245 *aTitel", "631 *abierfaring", "631 *abier", "631 *ahonning");
  }

  @Test
  void layerThatIsDeletedOrEmptyChangesNothing() {
    var base = record("700 *aB", "245 *aTitel");
    assertThat(RecordLayers.merge(base, record("004 *rd*ae", "504 *aNote"))).isSameAs(base);
    assertThat(RecordLayers.merge(base, record("001 *a1*b191919"))).isSameAs(base);
  }

  @Test
  void mergingIsDoneOnceHoweverOftenAndKeepsTheBasesOwn() {
    var random = RandomGeneratorFactory.getDefault().create(20_261_125);
    for (var i = 0; i < 2_000; i++) {
      var base = any(random);
      var layer = any(random);
      var merged = RecordLayers.merge(base, layer);

      assertThat(RecordLayers.merge(merged, layer)).isEqualTo(merged);
      assertThat(RecordLayers.merge(base, new MarcContent("", List.of()))).isEqualTo(base);
      for (var tag : List.of("001", "004", "010", "020", "990", "996")) {
        assertThat(merged.dataFields(tag).toList()).isEqualTo(base.dataFields(tag).toList());
      }
      assertThat(merged.leader()).isEqualTo(base.leader());
      var known = new ArrayList<>(base.fields());
      known.addAll(layer.fields());
      assertThat(known).containsAll(merged.fields());
    }
  }

  private static MarcContent any(RandomGenerator random) {
    var fields = new ArrayList<Field>();
    for (var i = random.nextInt(12); i > 0; i--) {
      fields.add(
          new DataField(
              TAGS.get(random.nextInt(TAGS.size())),
              '0',
              '0',
              List.of(new Subfield('a', "t" + random.nextInt(3)))));
    }
    return new MarcContent("leader" + random.nextInt(2), fields);
  }
}
