package org.samling.routes.jobs;

import java.time.Duration;
import java.util.function.IntConsumer;
import org.samling.core.organisation.AccountContacts;

/** Stores when machines and partners were last answered on this node, and what failed last. */
public final class ContactKeeping extends Job {

  private final AccountContacts contacts;
  private final IntConsumer kept;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param kept receives for how many accounts a run stored something
   */
  public ContactKeeping(AccountContacts contacts, Duration period, IntConsumer kept) {
    super("contact-keeping", "when accounts were last answered was not stored", period);
    this.contacts = contacts;
    this.kept = kept;
  }

  @Override
  void work() {
    kept.accept(contacts.write());
  }
}
