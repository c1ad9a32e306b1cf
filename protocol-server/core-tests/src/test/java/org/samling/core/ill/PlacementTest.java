package org.samling.core.ill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.search.RecordRef;

class PlacementTest {

  private static final RecordKey KEY = new RecordKey("t", "1");

  private static InterlibraryOrder order(@Nullable RecordKey key, Service service) {
    return new InterlibraryOrder(
        new Requester("union", null),
        null,
        "0".repeat(64),
        key == null ? null : new WantedRecord(key, new RecordRef(new UUID(0, 1), null)),
        Description.NOTHING,
        service,
        null,
        null,
        null,
        null,
        null);
  }

  private static ItemState item(boolean forLoan, ItemStatus status) {
    return new ItemState(
        new ItemView("1", "Ærø", null, "book", "001", "b", null, null, null, null, null),
        KEY,
        forLoan,
        status,
        "b",
        null,
        null,
        null,
        false,
        null,
        0);
  }

  @Test
  void orderWaitsForStaffWhereAnItemIsLentAlsoOneThatIsOut() {
    for (var status : List.of(ItemStatus.AVAILABLE, ItemStatus.ON_LOAN, ItemStatus.ON_ORDER)) {
      assertThat(Placement.of(order(KEY, Service.LOAN), List.of(item(true, status))))
          .isEqualTo(new Placement(InterlibraryState.REQUESTED, null));
    }
  }

  @Test
  void orderIsUnfilledAtOnceWhereNothingIsLent() {
    var reason = new Placement(InterlibraryState.UNFILLED, "no item of t:1 is lent");
    assertThat(Placement.of(order(KEY, Service.LOAN), List.of())).isEqualTo(reason);
    assertThat(
            Placement.of(
                order(KEY, Service.LOAN),
                List.of(item(false, ItemStatus.AVAILABLE), item(true, ItemStatus.LOST))))
        .isEqualTo(reason);
  }

  @Test
  void copyIsMadeOfWhatIsForUseInTheLibraryToo() {
    assertThat(Placement.of(order(KEY, Service.COPY), List.of(item(false, ItemStatus.AVAILABLE))))
        .isEqualTo(new Placement(InterlibraryState.REQUESTED, null));
    assertThat(Placement.of(order(KEY, Service.COPY), List.of(item(true, ItemStatus.MISSING))))
        .isEqualTo(new Placement(InterlibraryState.UNFILLED, "there is no item of t:1"));
  }

  @Test
  void orderThatNamesNoRecordWaitsForStaff() {
    assertThat(Placement.of(order(null, Service.LOAN), List.of()).state())
        .isEqualTo(InterlibraryState.REQUESTED);
  }
}
