package org.samling.core.ill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.core.ill.InterlibraryState.Side;

class InterlibraryStateTest {

  private static Set<InterlibraryState> reached(Side side) {
    var reached = EnumSet.of(InterlibraryState.REQUESTED);
    for (var before = 0; before != reached.size(); ) {
      before = reached.size();
      EnumSet.copyOf(reached).forEach(s -> reached.addAll(s.next(side)));
    }
    return reached;
  }

  @Test
  void lenderNeverSeesWhatIsTheBorrowersAlone() {
    assertThat(reached(Side.LENDING))
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.of(InterlibraryState.SENT, InterlibraryState.ON_LOAN)));
  }

  @Test
  void borrowerSeesEveryState() {
    assertThat(reached(Side.BORROWING))
        .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(InterlibraryState.class));
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void noStateFollowsItselfAndNoneLeadsBackToTheBegin(Side side) {
    for (var state : InterlibraryState.values()) {
      assertThat(state.next(side)).doesNotContain(state, InterlibraryState.REQUESTED);
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void everyRequestCanComeToAnEnd(Side side) {
    for (var state : reached(side)) {
      var ahead = EnumSet.of(state);
      for (var before = 0; before != ahead.size(); ) {
        before = ahead.size();
        EnumSet.copyOf(ahead).forEach(s -> ahead.addAll(s.next(side)));
      }
      assertThat(ahead).as(state.text()).anyMatch(s -> s.isOver(side));
    }
  }

  @Test
  void whatIsOverForALenderGoesOnToTheNextForABorrower() {
    assertThat(InterlibraryState.UNFILLED.isOver(Side.LENDING)).isTrue();
    assertThat(InterlibraryState.UNFILLED.next(Side.BORROWING)).contains(InterlibraryState.SENT);
    assertThat(InterlibraryState.WILL_SUPPLY.text()).isEqualTo("will-supply");
  }
}
