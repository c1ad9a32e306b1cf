package org.samling.ncip.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schemes of libraries' identifiers. */
class NcipSchemeTest {

  @ParameterizedTest
  @CsvSource({"DK-779700, true", "NO-2030000, true", "MAIN, false", "7-SKOLE, false"})
  void isilOfAnyCountryHasItsSchemeAndACodeOfItsOwnHasNone(String code, boolean isIsil) {
    assertThat(NcipScheme.agency(code).equals(NcipScheme.ISIL.of(code))).isEqualTo(isIsil);
  }
}
