package org.samling.routes.sip2;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.samling.core.organisation.Secret;

/**
 * Correct PINs that count as checked for a while. The oldest is dropped when there are too many.
 * Safe for use by several threads.
 */
final class CheckedPins {

  /** How long a correct PIN counts as checked while its patron continues. */
  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  private final int most;
  private final Map<String, Checked> byPatron = new LinkedHashMap<>();

  private record Checked(Secret pin, Instant until) {}

  /**
   * Starts empty.
   *
   * @param most how many patrons are remembered at once: one where a machine has its own connection
   */
  CheckedPins(int most) {
    this.most = most;
  }

  synchronized void remember(String patron, Secret pin, Instant now) {
    byPatron.remove(patron);
    byPatron.put(patron, new Checked(pin, now.plus(REMEMBERED)));
    if (byPatron.size() > most) {
      byPatron.remove(byPatron.keySet().iterator().next());
    }
  }

  synchronized boolean isChecked(String patron, Secret pin, Instant now) {
    var checked = byPatron.get(patron);
    return checked != null && checked.pin().equals(pin) && now.isBefore(checked.until());
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
