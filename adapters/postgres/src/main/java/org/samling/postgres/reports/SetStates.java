package org.samling.postgres.reports;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.tables.ItemRow;

/**
 * Gives the status of a set by its barcode, as though it were one item: the status of its least
 * available item.
 */
final class SetStates {

  private static final String ITEMS =
      "select * from (\n"
          + FactsLoader.ITEM_COLUMNS
          + """
          , s.name as set_name
          from item_set s join item i on i.tenant_id = s.tenant_id and i.part_of_set = s.barcode
          """
          + FactsLoader.DESCRIBED_AND_LENT
          + "where s.tenant_id = :tenant and s.barcode = ?) i order by barcode";

  private final Database database;
  private final PolicyCache policies;

  SetStates(Database database, PolicyCache policies) {
    this.database = database;
    this.policies = policies;
  }

  Optional<ItemState> of(TenantId tenant, String barcode) {
    var questions = new Pipeline();
    var found = questions.list(InSet.class, ITEMS, barcode);
    var policy = policies.ask(database, tenant, questions);
    var states =
        found.get().stream()
            .map(row -> PostgresInquiries.FoundItem.of(row.item()).state(policy, 0, null))
            .toList();
    return states.isEmpty()
        ? Optional.empty()
        : Optional.of(one(barcode, found.get().getFirst().setName(), states));
  }

  private record InSet(String setName, ItemRow.Lent item) {}

  private static ItemState one(String barcode, String name, List<ItemState> states) {
    var first = states.getFirst();
    return new ItemState(
        ItemView.ofSet(barcode, name, first.item()),
        first.record(),
        states.stream().allMatch(ItemState::forLoan),
        status(states),
        first.at(),
        first.owner(),
        states.stream()
            .map(ItemState::due)
            .filter(Objects::nonNull)
            .min(Comparator.<Instant>naturalOrder())
            .orElse(null),
        null,
        first.recallsStopped(),
        null,
        0);
  }

  /** On loan where any item is; else the first that is not on its shelf. */
  private static ItemStatus status(List<ItemState> states) {
    var all = states.stream().map(ItemState::status).toList();
    return all.contains(ItemStatus.ON_LOAN)
        ? ItemStatus.ON_LOAN
        : all.stream()
            .filter(status -> status != ItemStatus.AVAILABLE)
            .findFirst()
            .orElse(ItemStatus.AVAILABLE);
  }
}
