package org.samling.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;

class DescriptionTest {

  private static Description of(String leader, Field... fields) {
    return Description.of(
        new RecordKey("t", "1"), "Titel", null, new MarcContent(leader, List.of(fields)));
  }

  private static DataField data(String tag, String... subfields) {
    var list = new ArrayList<Subfield>();
    for (var subfield : subfields) {
      list.add(new Subfield(subfield.charAt(0), subfield.substring(1)));
    }
    return new DataField(tag, '0', '0', list);
  }

  @Test
  void danishRecordSaysItsMaterialItself() {
    assertThat(of("00000n", data("009", "as", "gxc"), data("009", "gth"), data("652", "mROCK")))
        .extracting(Description::general, Description::specific, Description::shelfMark)
        .containsExactly("s", "xc th", "ROCK");
  }

  @Test
  void whomABookIsAboutStandsBehindTheClass() {
    assertThat(of("00000n", data("652", "n99.4", "aHolm", "hFrida", "cf. 1901")).shelfMark())
        .isEqualTo("99.4 Holm Frida f. 1901");
    assertThat(of("00000n", data("652", "osk")).shelfMark()).isEqualTo("sk");
  }

  @Test
  void marc21IsSaidInDanishCodes() {
    assertThat(
            of(
                "00000nam a2200000 i 4500",
                data("084", "a823", "2bcm"),
                data("084", "a61.36", "2dk5")))
        .extracting(Description::general, Description::specific, Description::shelfMark)
        .containsExactly("a", "xx", "61.36");
    assertThat(of("00000ngm a2200000 i 4500", new ControlField("007", "vd cvaizq")))
        .extracting(Description::general, Description::specific)
        .containsExactly("m", "th");
    assertThat(of("00000njm a2200000 i 4500", new ControlField("007", "sd fsngnnmmned")))
        .extracting(Description::general, Description::specific)
        .containsExactly("s", "xc");
    assertThat(of("00000nam a2200000 i 4500", new ControlField("007", "cr |||")).specific())
        .isEqualTo("xe");
  }

  @Test
  void whatIsNotKnownIsEmpty() {
    assertThat(of(""))
        .extracting(Description::general, Description::specific, Description::shelfMark)
        .containsExactly("", "xx", "");
  }
}
