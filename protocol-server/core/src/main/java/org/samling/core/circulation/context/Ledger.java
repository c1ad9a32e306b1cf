package org.samling.core.circulation.context;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.LedgerEffect;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.facts.PaymentFacts;

/**
 * The fees and payments known when commands are decided: for each patron concerned, the open fees,
 * those that the commands name, and those for the loans that they name.
 *
 * <p>Used by one thread at a time.
 */
public final class Ledger {

  private static final Comparator<FeeFacts> OLDEST_FIRST =
      Comparator.comparing(FeeFacts::arose).thenComparing(FeeFacts::id);
  private static final Comparator<PaymentFacts> EARLIEST_FIRST =
      Comparator.comparing(PaymentFacts::at).thenComparing(PaymentFacts::id);

  private final Map<UUID, FeeFacts> fees = new LinkedHashMap<>();
  private final Map<UUID, PaymentFacts> payments = new LinkedHashMap<>();
  private final Map<UUID, End> ends;

  /**
   * How a loan with a fee ended.
   *
   * @param at when the item was handed in
   * @param place the code of the branch, or {@code tenant/branch} for another tenant's branch
   */
  public record End(Instant at, String place) {}

  /** An empty ledger. */
  public Ledger() {
    this(new HashMap<>());
  }

  private Ledger(Map<UUID, End> ends) {
    this.ends = ends;
  }

  /** One patron's ledger, for trying out changes. */
  public Ledger of(UUID patron) {
    var own = new Ledger(ends);
    fees(patron).forEach(own::add);
    payments(patron).forEach(own::add);
    return own;
  }

  /** Adds a fee. */
  public void add(FeeFacts fee) {
    fees.put(fee.id(), fee);
  }

  /** Adds a payment, or adds what it settles to the payment already known. */
  public void add(PaymentFacts payment) {
    payments.put(payment.id(), payment);
  }

  /** Adds how a loan ended. */
  public void add(UUID loan, End end) {
    ends.put(loan, end);
  }

  /** A fee. */
  public Optional<FeeFacts> fee(UUID id) {
    return Optional.ofNullable(fees.get(id));
  }

  /** A payment. */
  public Optional<PaymentFacts> payment(UUID id) {
    return Optional.ofNullable(payments.get(id));
  }

  /** The payment with this reference, whoever made it. */
  public Optional<PaymentFacts> payment(String reference) {
    return payments.values().stream().filter(p -> reference.equals(p.reference())).findFirst();
  }

  /** The fees of a patron, the oldest first. */
  public List<FeeFacts> fees(UUID patron) {
    return fees.values().stream()
        .filter(fee -> fee.patronId().equals(patron))
        .sorted(OLDEST_FIRST)
        .toList();
  }

  /** What a patron owes, the oldest first. */
  public List<FeeFacts> open(UUID patron) {
    return fees(patron).stream().filter(fee -> fee.open() > 0).toList();
  }

  /** The payments of a patron, the earliest first. */
  public List<PaymentFacts> payments(UUID patron) {
    return payments.values().stream()
        .filter(payment -> payment.patronId().equals(patron))
        .sorted(EARLIEST_FIRST)
        .toList();
  }

  /** The fees for a loan, the oldest first. */
  public Stream<FeeFacts> ofLoan(LoanFacts loan) {
    return fees(loan.patronId()).stream().filter(fee -> loan.id().equals(fee.loanId()));
  }

  /** Whether a loan has ended; true for null. */
  public boolean hasEnded(@Nullable UUID loan) {
    return loan == null || ends.containsKey(loan);
  }

  /** How a loan ended; empty if it is still open. */
  public Optional<End> end(UUID loan) {
    return Optional.ofNullable(ends.get(loan));
  }

  /** Marks a loan as open again. */
  void reopened(UUID loan) {
    ends.remove(loan);
  }

  /** Applies one of a decision's effects. */
  public void apply(LedgerEffect effect) {
    switch (effect) {
      case LedgerEffect.FeeCharged charged -> add(FeeFacts.of(charged));
      case LedgerEffect.PaymentTaken(var payment, _, _, _) -> add(payment);
      case LedgerEffect.LedgerEntered entry -> enter(entry);
    }
  }

  private void enter(LedgerEffect.LedgerEntered entry) {
    var fee = entry.fee();
    if (fee != null) {
      fees.computeIfPresent(fee.id(), (_, known) -> known.after(entry));
    }
    var payment = entry.paymentId();
    if (payment != null) {
      payments.computeIfPresent(
          payment, (_, known) -> known.settling(fee == null ? null : fee.id(), -entry.amount()));
    }
  }
}
