package org.samling.console.ill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.console.web.Words;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.OwnRequests.Fault;
import org.samling.core.ill.PeerNotice;

/** Keys of words that are put together, of which no template names the whole. */
class IllWordsTest {

  private final Words words = new Words("da", List.of("ill"));

  @Test
  void everyStateAndEveryStepHasWords() {
    for (var state : InterlibraryState.values()) {
      assertThat(words.has("ill.state." + state.text())).as(state.text()).isTrue();
      for (var side : Side.values()) {
        for (var next : state.next(side)) {
          var key = "ill.step.%s.%s".formatted(side, next.text());
          assertThat(words.has(key)).as(key).isTrue();
        }
      }
    }
  }

  @Test
  void everyTellingAndEveryFateHasWords() {
    for (var telling : PeerNotice.values()) {
      assertThat(words.has("ill.telling." + telling)).as(telling.name()).isTrue();
    }
    for (var fate : IllPage.Fate.values()) {
      assertThat(words.has("ill.fate." + fate)).as(fate.name()).isTrue();
    }
  }

  @Test
  void everythingThatKeepsOthersFromBeingAskedHasWords() {
    for (var fault : Fault.values()) {
      assertThat(words.has("ill.fault." + IllRequestForm.messageKey(fault)))
          .as(fault.name())
          .isTrue();
    }
  }
}
