package org.samling.core.circulation.facts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.Absence;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Membership;

/**
 * The details of a patron that decisions need.
 *
 * @param identifier an identifier that may be shown: the one used to look the patron up, or a card
 *     where that was a CPR number
 * @param membership what kind of patron, and until when
 * @param birthDate the date of birth, or null where it is not known
 * @param absence when the patron is away, or null
 * @param blocks the blocks on the patron; empty for none
 * @param load what the patron has on loan, on hold and to pay
 */
public record PatronFacts(
    UUID id,
    String identifier,
    String name,
    Membership membership,
    @Nullable LocalDate birthDate,
    @Nullable Absence absence,
    List<BlockCode> blocks,
    Load load) {

  /** Copies the list. */
  public PatronFacts {
    blocks = List.copyOf(blocks);
  }

  /**
   * What a patron has on loan, on hold and to pay.
   *
   * @param loanGroups the material group of each of the patron's loans
   * @param overdue how many loans are overdue
   * @param holds how many holds the patron has
   * @param debt what the patron owes, in minor units of the tenant's currency; less than 0 is
   *     credit
   */
  public record Load(List<String> loanGroups, int overdue, int holds, long debt) {

    /** Copies the list. */
    public Load {
      loanGroups = List.copyOf(loanGroups);
    }
  }

  /** The patron with one more loan. */
  public PatronFacts withLoan(String group) {
    var groups = new ArrayList<>(load.loanGroups);
    groups.add(group);
    return changed(groups, 0, 0);
  }

  /** The patron with one loan fewer. */
  public PatronFacts withoutLoan(String group) {
    var groups = new ArrayList<>(load.loanGroups);
    groups.remove(group);
    return changed(groups, 0, 0);
  }

  /** The patron with their number of holds and their debt changed by this much. */
  public PatronFacts changed(int moreHolds, long moreDebt) {
    return changed(load.loanGroups, moreHolds, moreDebt);
  }

  /** The patron with other blocks. */
  public PatronFacts blocked(List<BlockCode> newBlocks) {
    return new PatronFacts(id, identifier, name, membership, birthDate, absence, newBlocks, load);
  }

  /** The patron with another category, branch, language or expiry date. */
  public PatronFacts withMembership(
      String newCategory, String newBranch, String newLanguage, @Nullable LocalDate newExpires) {
    var changed = new Membership(newCategory, newBranch, newLanguage, newExpires);
    return new PatronFacts(id, identifier, name, changed, birthDate, absence, blocks, load);
  }

  /** The patron with another name and date of birth. */
  public PatronFacts named(String newName, @Nullable LocalDate newBirthDate) {
    return new PatronFacts(
        id, identifier, newName, membership, newBirthDate, absence, blocks, load);
  }

  /** The patron with their absence changed or removed. */
  public PatronFacts withAbsence(@Nullable Absence newAbsence) {
    return new PatronFacts(id, identifier, name, membership, birthDate, newAbsence, blocks, load);
  }

  private PatronFacts changed(List<String> groups, int moreHolds, long moreDebt) {
    var changed = new Load(groups, load.overdue, load.holds + moreHolds, load.debt + moreDebt);
    return new PatronFacts(id, identifier, name, membership, birthDate, absence, blocks, changed);
  }

  /**
   * The patron with only what somebody sees of their load.
   *
   * @param loans how many of their loans are seen
   * @param overdue how many of these are overdue
   * @param holds how many of their holds are seen
   * @param debt how much of what they owe is seen, in minor units of the tenant's currency
   */
  public PatronFacts seen(int loans, int overdue, int holds, long debt) {
    var groups = load.loanGroups.subList(0, Math.min(loans, load.loanGroups.size()));
    var seen = new Load(groups, overdue, holds, debt);
    return new PatronFacts(id, identifier, name, membership, birthDate, absence, blocks, seen);
  }

  /** What the patron owes, in minor units of the tenant's currency; 0 if they have credit. */
  public long owed() {
    return Math.max(0, load.debt);
  }

  /** How many loans the patron has. */
  public int loans() {
    return load.loanGroups.size();
  }

  /** How many loans the patron has in a material group. */
  public int loansOf(String group) {
    return (int) load.loanGroups.stream().filter(group::equals).count();
  }

  public String category() {
    return membership.category();
  }

  public String branch() {
    return membership.branch();
  }

  public String language() {
    return membership.language();
  }

  public @Nullable LocalDate expires() {
    return membership.expires();
  }

  public int overdue() {
    return load.overdue;
  }

  public int holds() {
    return load.holds;
  }

  public long debt() {
    return load.debt;
  }
}
