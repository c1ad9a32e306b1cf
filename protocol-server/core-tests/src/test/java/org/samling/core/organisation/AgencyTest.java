package org.samling.core.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.organisation.Agency.Kind;

/** Codes of agencies, in Denmark and elsewhere. */
class AgencyTest {

  @ParameterizedTest
  @CsvSource({"779700, DK-779700", "NO-2030000, NO-2030000", "MAIN, MAIN", "101461, DK-101461"})
  void isilIsTheCodeUnlessThatIsADanishLibraryNumber(String code, String isil) {
    assertThat(Agency.isilOf(code)).isEqualTo(isil);
  }

  @Test
  void municipalityIsReadFromDanishLibraryNumbersOnly() {
    assertThat(new Agency("779700", Kind.PUBLIC, "DK-779700", null, "A").isOf("797")).isTrue();
    assertThat(new Agency("779700", Kind.PUBLIC, "DK-779700", null, "A").isOf("779")).isFalse();
    assertThat(new Agency("779700", Kind.PUBLIC, "SE-779700", null, "A").isOf("797")).isFalse();
    assertThat(new Agency("N797", Kind.PUBLIC, "NO-N797", null, "A").isOf("797")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"779700", "NO-2030000", "OCLC-DLC/1:2", "a.b_c", "7"})
  void codeIsAnIsilOrAnythingShort(String code) {
    assertThat(code).matches(Agency.CODE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "a b", "a|b", "å", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
  void codeThatSip2OrAnAddressCantHoldIsNone(String code) {
    assertThat(code).doesNotMatch("^" + Agency.CODE + "$");
  }
}
