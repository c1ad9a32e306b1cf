package org.samling.operations.patrons;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.PatronPins;
import org.samling.operations.Means;
import org.samling.operations.Texts;

/** What the operations on PINs take and return. */
public final class Pins {

  private Pins() {}

  /** The PIN that a patron is to have. */
  public record NewPin(@Means("a card number, or another identifier") String patron, Secret pin) {}

  /** The PIN that a patron has, and the one that they are to have. */
  public record ChangedPin(
      @Means("a card number, or another identifier") String patron,
      @Means("the PIN until now") Secret pin,
      @Means("the PIN from now on") Secret newPin) {}

  /** A PIN that nobody but the caller knows. */
  public record ResetPin(
      @Means("the new PIN; it is never shown again") @Size(max = Texts.LONGEST) String pin) {

    /** Without the PIN. */
    @Override
    public String toString() {
      return "a new PIN";
    }
  }

  /**
   * The state of a patron's PIN.
   *
   * @param locks the current locks
   */
  public record Pin(
      @Means("when it was set; null if the patron has none") @Nullable Instant setAt,
      List<PinLock> locks) {

    static Pin of(PatronPins.PinStatus status) {
      return new Pin(status.setAt(), status.locks().stream().map(PinLock::of).toList());
    }
  }

  /** A lock that ends by itself. */
  public record PinLock(
      @Means("the protocol and account where wrong PINs were typed; null if it holds everywhere")
          @Size(max = Texts.LONGEST) @Nullable String place,
      Instant until,
      @Means("how many PINs were typed there since, and not checked") @Min(0) int ignored) {

    static PinLock of(PatronPins.Lock lock) {
      return new PinLock(lock.place(), lock.until(), lock.ignored());
    }
  }
}
