package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.facts.ItemStatus;

/** What every loan writes costs no more than it has to. */
class LeanWritesTest {

  /** Moves an item as the writer does, and fails where that wrote to its indexes, too. */
  private static final String MOVE =
      """
      do $$
      begin
        update samling.item set status = '%s', hold_id = null, returned_loan_id = uuidv7(), moved_at = now(), not_found = 1
        where barcode = '1';
        if pg_stat_get_xact_tuples_hot_updated('samling.item'::regclass)
            <> pg_stat_get_xact_tuples_updated('samling.item'::regclass) then
          raise exception 'all indexes were written to';
        end if;
      end $$
      """;

  @Test
  void anItemThatIsMovedIsWrittenToItsIndexesOnlyWhereItIsMissedOrFound() {
    try (var library = new TestLibrary()) {
      for (var status : List.of(ItemStatus.ON_LOAN, ItemStatus.AVAILABLE)) {
        var moved = MOVE.formatted(status);
        assertThatCode(() -> library.asSuperuser(moved))
            .as(status.name())
            .doesNotThrowAnyException();
      }
      assertThatThrownBy(() -> library.asSuperuser(MOVE.formatted(ItemStatus.MISSING)))
          .hasMessageContaining("all indexes were written to");
    }
  }
}
