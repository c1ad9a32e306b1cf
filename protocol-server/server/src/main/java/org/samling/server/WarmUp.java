package org.samling.server;

import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.samling.core.StoreException;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.organisation.Tenant;
import org.samling.postgres.PostgresStore;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2Response;
import org.samling.sip2.Sip2ResponseLayouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the classes that the first messages of a kiosk need, some thousand, while the server
 * starts: otherwise, on a busy machine, the first login and loan would take seconds. Nothing is
 * written.
 */
final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** The longest delay of a start by a slow store. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final PostgresStore store;
  private final Thread thread;

  private WarmUp(PostgresStore store) {
    this.store = store;
    this.thread = Thread.ofPlatform().daemon().name("warm-up").start(this::run);
  }

  /** Begins. */
  static WarmUp begin(PostgresStore store) {
    return new WarmUp(store);
  }

  /** Waits until it is done, but not for long. */
  void await() {
    try {
      thread.join(LONGEST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    ByteBufAllocator.DEFAULT.ioBuffer().release(); // registers with JFR
    var codec = new Sip2Codec(Sip2Charset.UTF_8);
    var _ = codec.decode(Sip2Frame.of("9900802.00", codec.charset()));
    var _ =
        codec.encode(
            Sip2Response.reply(Sip2ResponseLayouts.REQUEST_SC_RESEND).build(),
            OptionalInt.empty(),
            false,
            Sip2Frame.Terminator.CR);
    try {
      store.tenants().all().stream().findFirst().ifPresent(this::decide);
    } catch (StoreException e) {
      LOG.debug("the warm-up could not decide a loan: {}", e.toString());
    }
  }

  /** Decides about a loan of an item that does not exist. */
  private void decide(Tenant tenant) {
    var origin =
        new Origin(
            tenant.id(),
            CommandKey.of(Duration.ZERO, UUID.randomUUID()),
            "warm-up",
            "",
            Instant.now().plus(LONGEST));
    var _ =
        store
            .inquiries()
            .effective(tenant.id(), List.of(new LoanCommand.Checkout(origin, "", "", false, null)));
  }
}
