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
 * The port that stores what was handed over to a debtor system and what that reports. It does not
 * change the ledger. Throws {@link org.samling.core.StoreException} when the store can't be
 * reached.
 */
public interface Debts {

  /** The most claims and messages that are listed. */
  int MAX_LISTED = 100_000;

  /**
   * Creates a delivery of what the debtor system does not know yet: fees that are {@link
   * org.samling.core.policy.Setting#DEBT_MINIMUM_AGE_DAYS} old, of patrons who owe {@link
   * org.samling.core.policy.Setting#DEBT_MINIMUM_AMOUNT} in such fees, and claims whose open amount
   * changed since it was delivered. A fee is claimed once.
   *
   * @param now the time by which fees are old enough
   * @param by who asks
   * @return empty where there is nothing to deliver
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

  /** Reads the lines of a delivery in order; they never change. */
  void lines(TenantId tenant, long export, Consumer<Line> lines);

  /**
   * A line of a delivery.
   *
   * @param position its place in the delivery, from 1 on
   * @param isNew whether the claim is new; else only its amount changed
   * @param claim the claim's number
   * @param amount its open amount, in minor units; 0 ends it
   * @param type what the fee is for
   * @param charged how much it was
   * @param arose the day on which it arose
   * @param reason why, for the patron to read, or null
   * @param debtor who owes a claim
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
      Debtor debtor) {
    /**
     * Who owes a claim: the patron, or the guardian of a patron who is not of age.
     *
     * @param patronId the patron whose fee it is
     * @param cpr the debtor's CPR number, or null where none is known
     * @param name the debtor's name
     * @param birth the date of birth, or null
     */
    public record Debtor(
        UUID patronId, @Nullable Cpr cpr, String name, @Nullable LocalDate birth) {}

    public UUID patronId() {
      return debtor.patronId;
    }

    public @Nullable Cpr cpr() {
      return debtor.cpr;
    }

    public String name() {
      return debtor.name;
    }

    public @Nullable LocalDate birth() {
      return debtor.birth;
    }
  }

  /** A claim with this number. */
  Optional<Claim> claim(TenantId tenant, long number);

  /** All claims, in order of their numbers. */
  List<Claim> claims(TenantId tenant);

  /**
   * A page of claims, in order of their numbers.
   *
   * @param isOpen whether only those of which something is open, in the ledger or in the debtor
   *     system
   * @param after the number of the last one before the page, or 0
   * @param limit how many at most
   */
  List<Claim> claims(TenantId tenant, boolean isOpen, long after, int limit);

  /** The payment in the ledger with this reference. */
  Optional<UUID> payment(TenantId tenant, String reference);

  /**
   * Stores a message before it is acted on.
   *
   * @return the stored message; where it came before, as it was then, with its outcome
   */
  StoredMessage begin(TenantId tenant, DebtMessage message, String by);

  /**
   * Records the outcome of a message, once: the open amount in the debtor system changes with it,
   * and a withdrawal hands the claim back.
   *
   * @param reason why it was refused, or null where it was done
   * @return whether the outcome was not recorded before
   */
  boolean end(TenantId tenant, DebtMessage message, @Nullable String reason);

  /** Messages that were refused or have no known outcome, the earliest first. */
  List<StoredMessage> unsettled(TenantId tenant);

  /**
   * A stored message.
   *
   * @param state its outcome
   * @param reason why it was refused, or null
   * @param begun when it came first
   * @param isAgain whether it came before
   */
  public record StoredMessage(
      DebtMessage message, State state, @Nullable String reason, Instant begun, boolean isAgain) {}

  /** The outcome of a message. */
  enum State {
    /** It was begun; its outcome was never recorded. */
    BEGUN,
    /** It is done. */
    DONE,
    /** It can't be done. */
    REFUSED
  }
}
