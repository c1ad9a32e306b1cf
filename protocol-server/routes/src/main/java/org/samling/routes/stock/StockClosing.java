package org.samling.routes.stock;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.core.organisation.TenantId;
import org.samling.core.stock.StockCounts;
import org.samling.core.stock.StockCounts.Closing;
import org.samling.core.stock.StockCounts.Count;
import org.samling.core.stock.StockCounts.Finding;
import org.samling.core.stock.StockCounts.Result;

/**
 * Closes inventories of shelves. Each change of an item has a key made of the count and the item: a
 * closing that was interrupted can be repeated, and does nothing twice.
 */
public final class StockClosing {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  /** Findings of items that are on the shelf although they are recorded as elsewhere. */
  private static final Set<Finding> TO_TAKE_IN = EnumSet.of(Finding.ON_LOAN, Finding.FOUND_AGAIN);

  private final StockCounts counts;
  private final Commands commands;

  /** Creates an instance. */
  public StockClosing(StockCounts counts, Commands commands) {
    this.counts = counts;
    this.commands = commands;
  }

  /**
   * What to do about the findings.
   *
   * @param marksMissing whether to mark items that were not scanned as missing
   * @param takesIn whether to check in items that were scanned although on loan, missing or lost
   */
  public record Choice(boolean marksMissing, boolean takesIn) {}

  /**
   * Closes a count.
   *
   * @param by who closes it
   * @return the result; empty where this count is not open
   */
  public Optional<Closing> close(TenantId tenant, Count count, Choice choice, String by) {
    if (count.closing() != null) {
      return Optional.empty();
    }
    var missing = 0;
    var takenIn = 0;
    for (var result : counts.results(tenant, count.id())) {
      if (choice.marksMissing() && result.finding() == Finding.MISSING) {
        missing += markMissing(tenant, count, result, by) ? 1 : 0;
      } else if (choice.takesIn() && TO_TAKE_IN.contains(result.finding())) {
        takenIn += takeIn(tenant, count, result, by) ? 1 : 0;
      }
    }
    var closing = new Closing(Instant.now(), by, missing, takenIn);
    return counts.close(tenant, count.id(), closing) ? Optional.of(closing) : Optional.empty();
  }

  private boolean markMissing(TenantId tenant, Count count, Result result, String by) {
    return commands.outcome(
            new ItemCommand.MarkMissing(
                origin(tenant, count, result, by), result.barcode(), count.begun()))
        instanceof ItemOutcome.Changed;
  }

  private boolean takeIn(TenantId tenant, Count count, Result result, String by) {
    return commands.outcome(
            new LoanCommand.Checkin(
                origin(tenant, count, result, by), result.barcode(), Instant.now()))
        instanceof CheckinOutcome.Returned;
  }

  private static Origin origin(TenantId tenant, Count count, Result result, String by) {
    return new Origin(
        tenant,
        CommandKey.of(CommandKey.MAX_WINDOW, "close-count", tenant, count.id(), result.barcode()),
        by,
        count.range().branch(),
        Instant.now().plus(DEADLINE));
  }
}
