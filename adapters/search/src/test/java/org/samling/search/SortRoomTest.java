package org.samling.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.samling.core.search.SearchException;
import org.samling.core.search.SortOrder;
import org.samling.core.search.SortOrder.SortField;

class SortRoomTest {

  private static final SortOrder BY_TITLE = SortOrder.by(SortOrder.Key.ascending(SortField.TITLE));

  @Test
  void whatIsGivenBackCanBeTakenAgainAndMoreThanThereIsIsRefused() {
    var most = Runtime.getRuntime().maxMemory() / 8 / 16;
    assertThatThrownBy(() -> SortMemory.reserve(BY_TITLE, most + 1))
        .isInstanceOfSatisfying(
            SearchException.class,
            e -> assertThat(e.kind()).isEqualTo(SearchException.Kind.TOO_COSTLY));
    for (var i = 0; i < 3; i++) {
      SortMemory.release(SortMemory.reserve(BY_TITLE, most / 2 + 1));
    }
  }

  @Test
  void furtherKeysTakeMoreAndNoKeyTakesNothing() {
    var two =
        SortOrder.by(
            SortOrder.Key.ascending(SortField.TITLE), SortOrder.Key.descending(SortField.YEAR));
    var one = SortMemory.reserve(BY_TITLE, 1_000);
    var both = SortMemory.reserve(two, 1_000);
    assertThat(one).isEqualTo(16_000);
    assertThat(both).isEqualTo(20_000);
    assertThat(SortMemory.reserve(SortOrder.LATEST_FIRST, 1_000)).isZero();
    SortMemory.release(one + both);
  }
}
