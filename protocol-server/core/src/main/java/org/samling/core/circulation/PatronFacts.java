package org.samling.core.circulation;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.BlockCode;

/**
 * A patron as decisions need to know them.
 *
 * @param id the patron
 * @param identifier the identifier (card number) by which the patron was asked for
 * @param name the name
 * @param category the code of the patron category
 * @param branch the code of the patron's own branch
 * @param language the SIP2 language code of the patron's language, 000 where it is not known
 * @param expires the last day on which the patron can borrow, or null
 * @param blocks why the patron is barred; empty for one who is not
 * @param loans how many things the patron has on loan
 * @param overdue how many of them are overdue
 * @param holds how many holds the patron has
 * @param debt what the patron owes, in minor units of the tenant's currency
 */
public record PatronFacts(
    UUID id,
    String identifier,
    String name,
    String category,
    String branch,
    String language,
    @Nullable LocalDate expires,
    List<BlockCode> blocks,
    int loans,
    int overdue,
    int holds,
    long debt) {

  /** Copies the blocks. */
  public PatronFacts {
    blocks = List.copyOf(blocks);
  }

  /** The patron after the counts changed by this much. */
  public PatronFacts changed(int moreLoans, int moreHolds, long moreDebt) {
    return new PatronFacts(
        id,
        identifier,
        name,
        category,
        branch,
        language,
        expires,
        blocks,
        loans + moreLoans,
        overdue,
        holds + moreHolds,
        debt + moreDebt);
  }
}
