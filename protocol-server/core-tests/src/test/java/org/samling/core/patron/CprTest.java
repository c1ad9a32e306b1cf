package org.samling.core.patron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.facts.PatronName;

class CprTest {

  @Test
  void numberShowsItselfToNobody() {
    var cpr = Cpr.of("170270-9875");

    assertThat(cpr).hasToString("******-****");
    assertThat(new PatronName.Identifier("170270-9875").toString()).doesNotContain("170270");
    assertThat(new PatronName.Identifier("2000000001").toString()).contains("2000000001");
    assertThat(Particulars.of(PatronKind.PERSON, List.of(), cpr).toString()).doesNotContain("9875");
  }

  @Test
  void hyphenMakesNoDifference() {
    assertThat(Cpr.of("170270-9875")).isEqualTo(Cpr.of("1702709875"));
    assertThat(Cpr.of("170270-9875").digits()).isEqualTo("1702709875");
  }

  @Test
  void cardThatBeginsWithNoDayAndMonthIsNoNumber() {
    assertThat(Cpr.parse("2000000001")).isEmpty();
    assertThat(Cpr.parse("3201701234")).isEmpty();
    assertThat(Cpr.parse("0113701234")).isEmpty();
    assertThat(Cpr.parse("170270987")).isEmpty();
    assertThat(Cpr.parse("7702701234")).as("a replacement number, 60 added to the day").isPresent();
  }

  @Test
  void whatCanBeNoNumberIsNotRepeated() {
    assertThatThrownBy(() -> Cpr.of("99-secret-99"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }
}
