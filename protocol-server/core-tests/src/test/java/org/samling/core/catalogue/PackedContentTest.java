package org.samling.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;

class PackedContentTest {

  private static final String LEADER = "00000nam a2200000n  4500";

  private static final Field CONTROL = new ControlField("001", "5-1");
  private static final Field EMPTY = new ControlField("00x", "");
  private static final Field TITLE =
      new DataField(
          "245",
          '1',
          '0',
          List.of(
              new Subfield('a', "\u0098The \u009Cblå bog: 日本 \uD83D\uDCDA"),
              new Subfield('a', ""),
              new Subfield('æ', "x".repeat(200_000))));
  private static final Field BARE = new DataField("d08", '\u0100', '\uFFFF', List.of());
  private static final MarcContent CONTENT =
      new MarcContent(LEADER, List.of(CONTROL, EMPTY, TITLE, BARE));

  @Test
  void whatWasPackedIsTakenApartAsItWas() {
    var packed = PackedContent.of(CONTENT);

    assertThat(packed.content()).isEqualTo(CONTENT);
    assertThat(packed.leader()).isEqualTo(LEADER);
    var none = new MarcContent(LEADER, List.of());
    assertThat(PackedContent.of(none).content()).isEqualTo(none);
  }

  @Test
  void itMayStandBehindSomethingElse() {
    var alone = PackedContent.of(CONTENT).toArray();
    var bytes = new byte[alone.length + 3];
    System.arraycopy(alone, 0, bytes, 3, alone.length);

    var packed = PackedContent.at(bytes, 3);

    assertThat(packed.content()).isEqualTo(CONTENT);
    assertThat(packed)
        .isEqualTo(PackedContent.of(CONTENT))
        .hasSameHashCodeAs(PackedContent.of(CONTENT));
    assertThat(packed.toArray()).isEqualTo(alone);
    assertThat(packed.with(List.of(TITLE)))
        .isEqualTo(PackedContent.of(CONTENT).with(List.of(TITLE)));
    assertThat(packed.only(Set.of("245"))).isEqualTo(PackedContent.of(CONTENT).only(Set.of("245")));
  }

  @Test
  void fieldsAreAddedBehindTheLast() {
    List<Field> more = new ArrayList<>();
    for (var i = 0; i < 200; i++) {
      more.add(BARE);
    }

    var all = PackedContent.of(CONTENT).with(more).content();

    assertThat(all.leader()).isEqualTo(LEADER);
    assertThat(all.fields().subList(0, 4)).isEqualTo(CONTENT.fields());
    assertThat(all.fields().subList(4, 204)).isEqualTo(more);
    assertThat(all.fields()).hasSize(204);
    assertThat(PackedContent.of(CONTENT).with(List.of())).isEqualTo(PackedContent.of(CONTENT));
  }

  @Test
  void onlyFieldsOfTheTagsAreKeptInTheirOrder() {
    var packed = PackedContent.of(CONTENT);

    assertThat(packed.only(Set.of("d08", "001")).content())
        .isEqualTo(new MarcContent(LEADER, List.of(CONTROL, BARE)));
    assertThat(packed.only(Set.of("999")).content()).isEqualTo(new MarcContent(LEADER, List.of()));
  }

  @Test
  void contentsThatDifferAreNotEqual() {
    var other = new MarcContent(LEADER, List.of(CONTROL, EMPTY, BARE, TITLE));

    assertThat(PackedContent.of(other)).isNotEqualTo(PackedContent.of(CONTENT));
  }
}
