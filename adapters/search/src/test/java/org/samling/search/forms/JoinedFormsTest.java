package org.samling.search.forms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The further words of a text. */
class JoinedFormsTest {

  @Test
  void wordsWithHyphensAreJoinedWhereverTheyStandInAText() {
    assertThat(JoinedForms.of("e-bøger, den tv-avis-quiz (on-line) 1998-2004 og -vis- a-"))
        .containsExactly("ebøger", "tvavisquiz", "online");
  }

  @Test
  void nBetweenWordsJoinsThemWhateverStandsAroundIt() {
    assertThat(JoinedForms.of("Rock 'n' roll")).contains("rocknroll");
    assertThat(JoinedForms.of("Rock n roll til børne-disko")).contains("rocknroll", "børnedisko");
    assertThat(JoinedForms.of("En ren n-te del, n")).containsExactly("nte");
  }
}
