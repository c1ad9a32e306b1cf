package org.samling.routes.iso18626;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.Due;
import org.samling.core.ill.InterlibraryText;
import org.samling.core.ill.Telling;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.iso18626.Iso18626Code;
import org.samling.iso18626.Iso18626Codec;
import org.samling.iso18626.Iso18626Decoded;
import org.samling.iso18626.Iso18626Message.Confirmation;
import org.samling.routes.iso18626.Iso18626Sender.Answered;
import org.samling.routes.iso18626.Iso18626Sender.Lost;
import org.samling.routes.iso18626.Iso18626Sender.NoAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what other libraries are to be told. What is to be said stands in the store from the moment
 * at which it came about, and is sent, in order for each request, until the other library has
 * confirmed it: after a restart, by another node, through any network that comes back. The same
 * message is sent again in the same bytes, by which the other knows it.
 *
 * <p>A request that its lender refuses, or that does not reach it for a day, goes to the next.
 */
public final class Iso18626Relay {

  /** How long a request waits for a lender that can't be reached. */
  static final Duration PATIENCE = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(Iso18626Relay.class);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 12;
  private static final int AT_ONCE = 20;
  private static final int OK = 200;
  private static final int NO_MORE_OK = 300;
  private static final int MAX_FAILURE = 1_000;

  private final Tenants tenants;
  private final InterlibraryMessages messages;
  private final Iso18626Sender sender;
  private final Iso18626Codec codec;

  /**
   * Makes the relay.
   *
   * @param tenants whose messages are sent
   * @param messages keeps them
   * @param sender sends them
   * @param messageLimit the longest answer that is read, in bytes
   */
  public Iso18626Relay(
      Tenants tenants, InterlibraryMessages messages, Iso18626Sender sender, int messageLimit) {
    this.tenants = tenants;
    this.messages = messages;
    this.sender = sender;
    this.codec = new Iso18626Codec(messageLimit);
  }

  /**
   * Sends all that is due. What can't be sent for one tenant waits for the next run, and holds up
   * no other.
   *
   * @return how many messages were confirmed
   */
  public int run() {
    var confirmed = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var tenant : tenants.all()) {
        threads.execute(() -> confirmed.addAndGet(run(tenant)));
      }
    }
    return confirmed.get();
  }

  private int run(Tenant tenant) {
    var confirmed = new AtomicInteger();
    try {
      int found;
      do {
        var due = messages.due(tenant.id(), AT_ONCE, LEASE);
        found = due.size();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
          due.forEach(d -> threads.execute(() -> confirmed.addAndGet(send(tenant, d) ? 1 : 0)));
        }
      } while (found > 0);
    } catch (StoreException e) {
      LOG.warn("{}: messages of ISO 18626 wait to be sent: {}", tenant.code(), e.getMessage());
    }
    return confirmed.get();
  }

  /** Whether it was confirmed. */
  private boolean send(Tenant tenant, Due due) {
    try {
      var bytes = codec.encode(due.peer().version(), Iso18626Writing.message(due));
      var content = kept(new String(bytes, StandardCharsets.UTF_8));
      return switch (sender.send(tenant, due.peer().library(), bytes)) {
        case Answered(var status, var body) -> answered(tenant, due, content, status, body);
        case Lost(var why) -> failed(tenant, due, content, why);
        case NoAddress() ->
            due.telling() == Telling.REQUEST
                ? refused(tenant, due, content, null, "no address of " + due.peer().library())
                : failed(tenant, due, content, "no address of " + due.peer().library());
      };
    } catch (StoreException e) {
      LOG.warn("{}: a message of ISO 18626 is sent again: {}", tenant.code(), e.getMessage());
      return false;
    }
  }

  private boolean answered(Tenant tenant, Due due, String content, int status, String body) {
    if (status < OK || status >= NO_MORE_OK) {
      return failed(tenant, due, content, "HTTP " + status);
    }
    var decoded =
        codec.decode(body.getBytes(StandardCharsets.UTF_8), ZoneOffset.UTC, Instant.now());
    if (!(decoded instanceof Iso18626Decoded.Message(_, Confirmation confirmation))) {
      return failed(tenant, due, content, "answered by something that is no confirmation");
    }
    var error = confirmation.error();
    if (confirmation.header().isOk()) {
      messages.done(tenant.id(), due, content, kept(body), null);
      return true;
    }
    return refused(
        tenant,
        due,
        content,
        kept(body),
        error == null
            ? "ERROR"
            : Iso18626Code.wire(error.type())
                + (error.value() == null ? "" : ": " + error.value()));
  }

  private boolean refused(
      Tenant tenant, Due due, String content, @Nullable String reply, String why) {
    LOG.warn("{}: request {}: {}", tenant.code(), due.request().number(), due.telling());
    messages.done(tenant.id(), due, content, reply, cut(why));
    return false;
  }

  private boolean failed(Tenant tenant, Due due, String content, String why) {
    var now = Instant.now();
    if (due.telling() == Telling.REQUEST && now.isAfter(due.at().plus(PATIENCE))) {
      return refused(tenant, due, content, null, why);
    }
    messages.failed(tenant.id(), due, content, cut(why), now.plus(pause(due.tries())));
    return false;
  }

  /** Twice as long each time. */
  static Duration pause(int tries) {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(tries - 1, 0), MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private static String kept(String message) {
    var kept = InterlibraryText.ofMessage(message);
    return kept == null ? "" : kept;
  }

  private static String cut(String why) {
    var kept = InterlibraryText.of(why, MAX_FAILURE);
    return kept == null ? "?" : kept;
  }
}
