package org.samling.routes.sip2;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.PatronAuthentication.RightPin;

/**
 * Correct PINs that are remembered for a while, so that they need no hash. The oldest is dropped
 * when there are too many. Safe for use by several threads.
 */
final class CheckedPins {

  /** How long a correct PIN counts as checked while its patron continues. */
  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  private final int most;
  private final Map<String, Checked> byPatron = new LinkedHashMap<>();

  private record Checked(Secret pin, RightPin right, Instant until) {}

  /**
   * Starts empty.
   *
   * @param most how many patrons are remembered at once: one where a machine has its own connection
   */
  CheckedPins(int most) {
    this.most = most;
  }

  synchronized void remember(String patron, Secret pin, RightPin right, Instant now) {
    byPatron.remove(patron);
    byPatron.put(patron, new Checked(pin, right, now.plus(REMEMBERED)));
    if (byPatron.size() > most) {
      byPatron.remove(byPatron.keySet().iterator().next());
    }
  }

  /** What was right when this PIN was checked, if that is remembered. */
  synchronized Optional<RightPin> find(String patron, Secret pin, Instant now) {
    return Optional.ofNullable(byPatron.get(patron))
        .filter(checked -> checked.pin().equals(pin) && now.isBefore(checked.until()))
        .map(Checked::right);
  }

  /**
   * The correct PIN that the patron who is at a machine has given: none where several machines may
   * share the account.
   */
  synchronized Optional<RightPin> here(String patron, Instant now) {
    return Optional.ofNullable(most == 1 ? byPatron.get(patron) : null)
        .filter(checked -> now.isBefore(checked.until()))
        .map(Checked::right);
  }

  /** Forgets a patron who has left; if there is room for one only, whoever was there. */
  synchronized void forget(String patron) {
    if (most == 1) {
      byPatron.clear();
    } else {
      byPatron.remove(patron);
    }
  }

  /** Forgets all. */
  synchronized void forgetAll() {
    byPatron.clear();
  }
}
