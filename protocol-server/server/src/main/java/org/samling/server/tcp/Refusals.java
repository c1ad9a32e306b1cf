package org.samling.server.tcp;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.samling.core.requests.Allowance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports refused connections to operators: counts all, and logs a limited number of each kind, so
 * that a flood does not fill the log.
 *
 * <p>Safe for use by many threads.
 */
public final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final int LOGGED_PER_SECOND = 2;
  private static final int LOGGED_AT_ONCE = 20;

  private final Consumer<Refusal> counter;
  private final Map<Refusal, Allowance> logged = new EnumMap<>(Refusal.class);

  /**
   * Creates an instance.
   *
   * @param counter receives every refusal
   */
  public Refusals(Consumer<Refusal> counter) {
    this.counter = counter;
    for (var refusal : Refusal.values()) {
      logged.put(refusal, new Allowance(LOGGED_PER_SECOND, LOGGED_AT_ONCE));
    }
  }

  /** Counts a refusal that is usual: browsers open connections that they never use. */
  public void count(Refusal refusal) {
    counter.accept(refusal);
  }

  /**
   * Counts and logs a refusal.
   *
   * @param what what was refused and what to do, as a sentence without its full stop
   */
  public void report(Refusal refusal, String what) {
    counter.accept(refusal);
    var allowance = logged.get(refusal);
    if (allowance != null && allowance.takeIfDue()) {
      LOG.warn("{} ({})", what, refusal.tag());
    }
  }
}
