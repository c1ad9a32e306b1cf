package org.samling.core.authorities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;

class ChangedHeadingTest {

  private static final Instant NOW = Instant.parse("2026-11-30T17:00:01Z");

  private static final MarcContent PERSON =
      new MarcContent(
          "00000nz  a2200000n  4500",
          List.of(
              new ControlField("001", "1"),
              new ControlField("005", "20200101000000.0"),
              field("100", "$aHolm, F.$d1901-$6880-01"),
              field("500", "$aSkov, Frida"),
              field("670", "$aHavet")));

  private static DataField field(String tag, String written) {
    return new DataField(tag, '1', ' ', ChangedHeading.written(written));
  }

  private static @Nullable MarcContent changed(
      MarcContent content, MarcFormat format, String heading, @Nullable String indicators) {
    return new ChangedHeading(ChangedHeading.written(heading), indicators, true)
        .in(content, format, NOW)
        .orElse(null);
  }

  @Test
  void formerHeadingLeadsToTheNewOneAndTheChangeIsDated() {
    var changed = changed(PERSON, MarcFormat.MARC21, "$aHolm, Frida", "0 ");

    assertThat(changed)
        .isEqualTo(
            new MarcContent(
                PERSON.leader(),
                List.<Field>of(
                    new ControlField("001", "1"),
                    new ControlField("005", "20261130170001.0"),
                    new DataField(
                        "100",
                        '0',
                        ' ',
                        List.of(new Subfield('a', "Holm, Frida"), new Subfield('6', "880-01"))),
                    field("400", "$aHolm, F.$d1901-"),
                    field("500", "$aSkov, Frida"),
                    field("670", "$aHavet"))));
  }

  @Test
  void formerHeadingIsKeptOnceAndOnlyWhereItIsAnother() {
    var again = PERSON;
    for (var heading : List.of("$aHolm, Frida", "$aHolm, F.$d1901-", "$aHolm, Frida")) {
      again =
          new ChangedHeading(ChangedHeading.written(heading), null, true)
              .in(again, MarcFormat.MARC21, NOW)
              .orElseThrow();
    }

    assertThat(ChangedHeading.others(again, MarcFormat.MARC21, '4'))
        .containsExactlyInAnyOrder("$aHolm, F.$d1901-", "$aHolm, Frida");
    var same =
        new ChangedHeading(ChangedHeading.written("$aHolm, F.$d1901-"), null, true)
            .in(PERSON, MarcFormat.MARC21, NOW)
            .orElseThrow();
    assertThat(ChangedHeading.others(same, MarcFormat.MARC21, '4')).isEmpty();
  }

  @Test
  void danishHeadingIsWrittenWithStars() {
    var danish =
        new MarcContent(
            "00000n",
            List.of(
                new DataField(
                    "001", '0', '0', ChangedHeading.written("*a1*b870979*c20200101000000")),
                new DataField("100", '0', '0', ChangedHeading.written("*aHolm*hF."))));

    var changed = changed(danish, MarcFormat.DANMARC2, "*aHolm*hFrida", null);

    assertThat(changed).isNotNull();
    assertThat(ChangedHeading.of(changed, MarcFormat.DANMARC2)).contains("*aHolm*hFrida");
    assertThat(ChangedHeading.others(changed, MarcFormat.DANMARC2, '4'))
        .containsExactly("*aHolm*hF.");
    assertThat(changed.dataFields("001").flatMap(f -> f.values('c')))
        .containsExactly("20261130170001");
  }

  @Test
  void whatIsNoHeadingOfTheRecordsKindIsRefused() {
    assertThat(Stream.of("", " ", "Holm", "$", "$a", "$a $hF.", "a", "$ aHolm"))
        .allMatch(text -> ChangedHeading.written(text).isEmpty());
    assertThat(changed(PERSON, MarcFormat.MARC21, "$d1901-$eauthor", null)).isNull();
    assertThat(changed(PERSON, MarcFormat.MARC21, "$xHistory", null)).isNull();
    assertThat(changed(PERSON, MarcFormat.MARC21, "$aHolm$0(X)1", null)).isNull();
    assertThat(changed(PERSON, MarcFormat.UNIMARC, "$aHolm", null)).isNull();
  }
}
