package org.samling.routes.stock;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
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
import org.samling.routes.Commands;

/**
 * Ends counts of shelves. What is done about an item has a key of the count and the item: an ending
 * that broke off is begun again, and does nothing twice.
 */
public final class StockClosing {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  /** What stands on the shelf though the library has it elsewhere. */
  private static final Set<Finding> TO_TAKE_IN = EnumSet.of(Finding.ON_LOAN, Finding.FOUND_AGAIN);

  private final StockCounts counts;
  private final Commands commands;

  /**
   * Makes the one.
   *
   * @param counts keeps the counts
   * @param commands changes items
   */
  public StockClosing(StockCounts counts, Commands commands) {
    this.counts = counts;
    this.commands = commands;
  }

  /**
   * What is done about what was found.
   *
   * @param marksMissing whether what was not read is missing from then on
   * @param takesIn whether what was read and is on loan, missing or lost is taken in, as though it
   *     came back
   */
  public record Choice(boolean marksMissing, boolean takesIn) {}

  /**
   * Ends a count.
   *
   * @param by who ends it
   * @return how it ended; nothing where no count with this number goes on
   */
  public Optional<Closing> close(TenantId tenant, Count count, Choice choice, String by) {
    if (count.closing() != null) {
      return Optional.empty();
    }
    var missing = 0;
    var takenIn = 0;
    for (var result : counts.results(tenant, count.id())) {
      if (choice.marksMissing() && result.finding() == Finding.MISSING) {
        missing += isMarked(tenant, count, result, by) ? 1 : 0;
      } else if (choice.takesIn() && TO_TAKE_IN.contains(result.finding())) {
        takenIn += isTakenIn(tenant, count, result, by) ? 1 : 0;
      }
    }
    var closing = new Closing(Instant.now(), by, missing, takenIn);
    return counts.close(tenant, count.id(), closing) ? Optional.of(closing) : Optional.empty();
  }

  private boolean isMarked(TenantId tenant, Count count, Result result, String by) {
    return commands.outcome(
            new ItemCommand.MarkMissing(
                origin(tenant, count, result, by), result.barcode(), count.begun()))
        instanceof ItemOutcome.Changed;
  }

  private boolean isTakenIn(TenantId tenant, Count count, Result result, String by) {
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
