package org.samling.routes.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FbsCompositeTest {

  @Test
  void valuesStandBetweenPercentSigns() {
    assertThat(FbsComposite.of("1", "", "Titel", "")).isEqualTo("1%%Titel%");
  }

  @Test
  void percentSignWithinAValueIsWrittenAsAWord() {
    assertThat(FbsComposite.of("100% kunst", "% og %")).isEqualTo("100 pct. kunst%pct. og pct.");
  }

  @Test
  void longestValueIsCutSoThatNoPartIsLost() {
    var composite = FbsComposite.of("5190000001", "a".repeat(300), "b".repeat(40), "xx", "sk");
    assertThat(composite)
        .hasSize(255)
        .startsWith("5190000001%aaa")
        .endsWith("%" + "b".repeat(40) + "%xx%sk");
    assertThat(FbsComposite.of("a".repeat(300), "b".repeat(300), "sk"))
        .hasSize(255)
        .endsWith("%sk");
    var pairs = FbsComposite.of("\ud83d\ude00".repeat(200), "x");
    assertThat(pairs.substring(0, pairs.indexOf('%'))).matches("(\ud83d\ude00)+");
  }
}
