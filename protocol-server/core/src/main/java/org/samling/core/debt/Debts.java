package org.samling.core.debt;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Cpr;

/**
 * The port that keeps what was handed over to a debtor system and what that says. It changes no
 * ledger. Throws {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface Debts {

  /** How many claims and messages are listed at most. */
  int MAX_LISTED = 100_000;

  /**
   * Makes a delivery of what the debtor system does not know yet: fees that are {@link
   * org.samling.core.policy.Setting#DEBT_MINIMUM_AGE_DAYS} old, of patrons who owe {@link
   * org.samling.core.policy.Setting#DEBT_MINIMUM_AMOUNT} in such fees, and claims of which another
   * amount is open than it takes. A fee is claimed once.
   *
   * @param now the time by which fees are old enough
   * @param by who asks
   * @return nothing where there is nothing to tell
   */
  Optional<Export> export(TenantId tenant, Instant now, String by);

  /** All deliveries, the latest first. */
  List<Export> exports(TenantId tenant);

  /** A delivery that was made. */
  Optional<Export> export(TenantId tenant, long number);

  /**
   * A delivery.
   *
   * @param number its number, from 1 on, in each tenant
   * @param made when it was made
   * @param by who made it
   * @param lines how many lines it has
   */
  record Export(long number, Instant made, String by, int lines) {}

  /** Tells the lines of a delivery in their order; the same whenever they are asked for. */
  void lines(TenantId tenant, long export, Consumer<Line> lines);

  /**
   * A line of a delivery.
   *
   * @param position its place in the delivery, from 1 on
   * @param isNew whether the claim is new; else only its amount changed
   * @param claim the claim's number
   * @param amount what is open of it, in minor units; 0 ends it
   * @param type what the fee is for
   * @param charged how much it was
   * @param arose the day on which it arose
   * @param reason why, for the patron to read, or null
   * @param patronId who owes it
   * @param cpr that person's number, or null where none is known
   * @param name that person's name
   * @param birth the date of birth, or null
   */
  record Line(
      int position,
      boolean isNew,
      long claim,
      long amount,
      FeeType type,
      long charged,
      LocalDate arose,
      @Nullable String reason,
      UUID patronId,
      @Nullable Cpr cpr,
      String name,
      @Nullable LocalDate birth) {}

  /** A claim with this number. */
  Optional<Claim> claim(TenantId tenant, long number);

  /** All claims, in order of their numbers. */
  List<Claim> claims(TenantId tenant);

  /** The payment in the ledger with this reference. */
  Optional<UUID> payment(TenantId tenant, String reference);

  /**
   * Notes that a message came, before anything is done about it.
   *
   * @return as it stands: as it came first, where it came before
   */
  Kept begin(TenantId tenant, DebtMessage message, String by);

  /**
   * Notes what became of a message, once: what the debtor system takes to be open changes with it,
   * and a withdrawal gives the claim back.
   *
   * @param reason why it was refused, or null where it was done
   * @return whether that was not noted before
   */
  boolean end(TenantId tenant, DebtMessage message, @Nullable String reason);

  /** Messages that were refused, or of which nobody knows what became, the earliest first. */
  List<Kept> unsettled(TenantId tenant);

  /**
   * A message as it is kept.
   *
   * @param state what became of it
   * @param reason why it was refused, or null
   * @param begun when it came first
   * @param isAgain whether it came before
   */
  public record Kept(
      DebtMessage message, State state, @Nullable String reason, Instant begun, boolean isAgain) {}

  /** What became of a message. */
  enum State {
    /** It was begun, and nobody noted how it ended. */
    BEGUN,
    /** It is done. */
    DONE,
    /** It can't be done. */
    REFUSED
  }
}
