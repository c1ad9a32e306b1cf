package org.samling.core.circulation.facts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.Absence;
import org.samling.core.patron.BlockCode;

/**
 * The details of a patron that decisions need.
 *
 * @param identifier an identifier that may be shown: the one used to look the patron up, or a card
 *     where that was a CPR number
 * @param category the code of the patron category
 * @param branch the code of the patron's own branch
 * @param language the SIP2 language code of the patron's language, 000 where it is not known
 * @param birthDate the date of birth, or null where it is not known
 * @param expires the last day on which the patron can borrow, or null
 * @param absence when the patron is away, or null
 * @param blocks the blocks on the patron; empty for none
 * @param loanGroups the material group of each of the patron's loans
 * @param overdue how many loans are overdue
 * @param holds how many holds the patron has
 * @param debt what the patron owes, in minor units of the tenant's currency; less than 0 is credit
 */
public record PatronFacts(
    UUID id,
    String identifier,
    String name,
    String category,
    String branch,
    String language,
    @Nullable LocalDate birthDate,
    @Nullable LocalDate expires,
    @Nullable Absence absence,
    List<BlockCode> blocks,
    List<String> loanGroups,
    int overdue,
    int holds,
    long debt) {

  /** Copies the lists. */
  public PatronFacts {
    blocks = List.copyOf(blocks);
    loanGroups = List.copyOf(loanGroups);
  }

  /** The patron with one more loan. */
  public PatronFacts withLoan(String group) {
    var groups = new ArrayList<>(loanGroups);
    groups.add(group);
    return changed(groups, 0, 0);
  }

  /** The patron with one loan fewer. */
  public PatronFacts withoutLoan(String group) {
    var groups = new ArrayList<>(loanGroups);
    groups.remove(group);
    return changed(groups, 0, 0);
  }

  /** The patron with their number of holds and their debt changed by this much. */
  public PatronFacts changed(int moreHolds, long moreDebt) {
    return changed(loanGroups, moreHolds, moreDebt);
  }

  /** The patron with other blocks. */
  public PatronFacts blocked(List<BlockCode> newBlocks) {
    return with(category, branch, language, expires, absence, newBlocks);
  }

  /** The patron with another category, branch, language or expiry date. */
  public PatronFacts withMembership(
      String newCategory, String newBranch, String newLanguage, @Nullable LocalDate newExpires) {
    return with(newCategory, newBranch, newLanguage, newExpires, absence, blocks);
  }

  /** The patron with their absence changed or removed. */
  public PatronFacts withAbsence(@Nullable Absence newAbsence) {
    return with(category, branch, language, expires, newAbsence, blocks);
  }

  private PatronFacts with(
      String newCategory,
      String newBranch,
      String newLanguage,
      @Nullable LocalDate newExpires,
      @Nullable Absence newAbsence,
      List<BlockCode> newBlocks) {
    return new PatronFacts(
        id,
        identifier,
        name,
        newCategory,
        newBranch,
        newLanguage,
        birthDate,
        newExpires,
        newAbsence,
        newBlocks,
        loanGroups,
        overdue,
        holds,
        debt);
  }

  private PatronFacts changed(List<String> groups, int moreHolds, long moreDebt) {
    return new PatronFacts(
        id,
        identifier,
        name,
        category,
        branch,
        language,
        birthDate,
        expires,
        absence,
        blocks,
        groups,
        overdue,
        holds + moreHolds,
        debt + moreDebt);
  }

  /** What the patron owes, in minor units of the tenant's currency; 0 if they have credit. */
  public long owed() {
    return Math.max(0, debt);
  }

  /** How many loans the patron has. */
  public int loans() {
    return loanGroups.size();
  }

  /** How many loans the patron has in a material group. */
  public int loansOf(String group) {
    return (int) loanGroups.stream().filter(group::equals).count();
  }
}
