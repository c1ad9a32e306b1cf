package org.samling.core.ill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InstitutionTest {

  @Test
  void cardOfALibraryNamesItAndNoOtherCardDoes() {
    assertThat(Institution.symbol(Institution.card("DK-710100"))).hasValue("DK-710100");
    assertThat(Institution.symbol("INST-")).isEmpty();
    assertThat(Institution.symbol("2000000001")).isEmpty();
    assertThat(Institution.symbol("inst-DK-710100")).isEmpty();
  }
}
