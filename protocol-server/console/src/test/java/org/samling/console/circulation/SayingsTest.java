package org.samling.console.circulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.samling.console.web.Words;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.LedgerKind;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.PatronKind;
import org.samling.core.privacy.PersonalData;

/** Whatever the core can say of circulation and persons there are words for. */
class SayingsTest {

  private static Stream<String> keys(String before, Enum<?>[] values) {
    return Arrays.stream(values).map(value -> before + "." + value.name());
  }

  @Test
  void whateverTheCoreSaysHasWords() {
    var said =
        Stream.of(
                keys("circulation.reason", RefusalReason.values()),
                keys("circulation.item", ItemStatus.values()),
                keys("circulation.hold", HoldState.values()),
                keys("circulation.fee", FeeType.values()),
                keys("circulation.ledger", LedgerKind.values()),
                keys("circulation.block", BlockCode.values()),
                keys("circulation.kind", PatronKind.values()),
                keys("privacy.block", PersonalData.Reason.values()),
                ExplainPage.SUBJECTS.stream().map(what -> "circulation.explain." + what))
            .flatMap(keys -> keys)
            .toList();
    for (var language : Words.LANGUAGES.keySet()) {
      var words = new Words(language, List.of("circulation", "privacy"));
      var missing = new ArrayList<>(said);
      missing.removeIf(words::has);
      assertThat(missing).as(language).isEmpty();
    }
  }
}
