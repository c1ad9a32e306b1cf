package org.samling.postgres.writer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.facts.TransitFacts;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;

/** Gathers a batch's changes to transits. */
final class TransportWriter {

  private static final RowStatement<ItemEffect.TransitEnded> END =
      RowStatement.of(
          ItemEffect.TransitEnded.class,
          """
          update transit set ended_at = e.at from {rows}
          where transit.tenant_id = :tenant and transit.item_id = e.item_id and transit.ended_at is null
          """);

  private static final RowStatement<TransitFacts> BEGIN =
      RowStatement.of(
          TransitFacts.class,
          """
          insert into transit (tenant_id, id, item_id, from_branch, from_elsewhere, to_branch, hold_id, sent_at, crate)
          select :tenant, {e.*} from {rows}
          """);

  private record InCrate(UUID id, String crate) {}

  private static final RowStatement<InCrate> PACK =
      RowStatement.of(
          InCrate.class,
          """
          update transit set crate = e.crate from {rows}
          where transit.tenant_id = :tenant and transit.id = e.id
          """);

  private record AtBranch(UUID id, String branch) {}

  private static final RowStatement<AtBranch> FLOAT =
      RowStatement.of(
          AtBranch.class,
          """
          update item set home_branch = e.branch from {rows}
          where item.tenant_id = :tenant and item.id = e.id
          """);

  private static final RowStatement<AtBranch> FLOATED_FROM =
      RowStatement.of(
          AtBranch.class,
          """
          update loan set floated_from = e.branch from {rows}
          where loan.tenant_id = :tenant and loan.id = e.id
          """);

  private final Map<UUID, TransitFacts> begun = new LinkedHashMap<>();
  private final Map<UUID, ItemEffect.TransitEnded> ended = new LinkedHashMap<>();
  private final Map<UUID, InCrate> packed = new LinkedHashMap<>();
  private final Map<UUID, AtBranch> floated = new LinkedHashMap<>();
  private final Map<UUID, AtBranch> floatedFrom = new LinkedHashMap<>();

  void begun(TransitFacts transit) {
    begun.put(transit.itemId(), transit);
  }

  /** A transit that begins and ends in this batch is not written at all. */
  void ended(ItemEffect.TransitEnded end) {
    if (begun.remove(end.itemId()) == null) {
      ended.put(end.itemId(), end);
    }
  }

  void packed(UUID transit, UUID item, String crate) {
    if (begun.computeIfPresent(item, (_, t) -> t.in(crate)) == null) {
      packed.put(transit, new InCrate(transit, crate));
    }
  }

  /** Keeps the item's former home branch with the loan that its return ended. */
  void floated(UUID item, String branch, String from, @Nullable UUID returnedLoan) {
    floated.put(item, new AtBranch(item, branch));
    if (returnedLoan != null) {
      floatedFrom.put(returnedLoan, new AtBranch(returnedLoan, from));
    }
  }

  void floatUndone(UUID item, String branch, UUID reopenedLoan) {
    floated.put(item, new AtBranch(item, branch));
    floatedFrom.remove(reopenedLoan);
  }

  /** Adds the statements: transits that end before those that begin. */
  void addTo(Pipeline pipeline) {
    pipeline
        .write(END, ended.values())
        .write(BEGIN, begun.values())
        .write(PACK, packed.values())
        .write(FLOAT, floated.values())
        .write(FLOATED_FROM, floatedFrom.values());
  }
}
