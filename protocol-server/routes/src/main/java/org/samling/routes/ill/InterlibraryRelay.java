package org.samling.routes.ill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.OutgoingMessage;
import org.samling.core.ill.InterlibraryMessages.Reaction;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryText;
import org.samling.core.ill.PeerNotice;
import org.samling.core.ill.SupplyTerms;
import org.samling.core.organisation.Tenant;
import org.samling.routes.Concurrently;
import org.samling.routes.ill.Partners.Answered;
import org.samling.routes.ill.Partners.Partner;
import org.samling.routes.ill.Partners.Unanswered;
import org.samling.routes.ill.PeerProtocol.Accepted;
import org.samling.routes.ill.PeerProtocol.Inexpressible;
import org.samling.routes.ill.PeerProtocol.Message;
import org.samling.routes.ill.PeerProtocol.Nothing;
import org.samling.routes.ill.PeerProtocol.Refused;
import org.samling.routes.ill.PeerProtocol.Retry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages about requests to other libraries, in the protocol of each. A message is in the
 * store from the moment of its cause, and is sent, in order for each request, until the other
 * library has confirmed it: after a restart, by another node, or once the network is back. A
 * message is repeated byte for byte, by which the other library recognises it.
 *
 * <p>A request that its lender refuses, or that can't be delivered for a day, goes to the next
 * lender.
 */
public final class InterlibraryRelay {

  /** How long a request waits for a lender that can't be reached. */
  static final Duration PATIENCE = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(InterlibraryRelay.class);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 12;
  private static final int AT_ONCE = 20;
  private static final int OK = 200;
  private static final int NO_MORE_OK = 300;
  private static final int MAX_FAILURE = 1_000;

  private final InterlibraryMessages messages;
  private final Partners partners;
  private final Duration firstPause;

  /**
   * Creates the relay.
   *
   * @param firstPause the first pause before a retry; it doubles with each attempt
   */
  public InterlibraryRelay(InterlibraryMessages messages, Partners partners, Duration firstPause) {
    this.messages = messages;
    this.partners = partners;
    this.firstPause = firstPause;
  }

  /**
   * Sends all of a tenant's messages that are due.
   *
   * @return how many were confirmed
   * @throws StoreException when the store failed; the rest waits for the next run
   */
  public int run(Tenant tenant) {
    var confirmed = new AtomicInteger();
    int found;
    do {
      var due = messages.due(tenant.id(), AT_ONCE, LEASE);
      found = due.size();
      Concurrently.forEach(due, d -> confirmed.addAndGet(send(tenant, d) ? 1 : 0));
    } while (found > 0);
    return confirmed.get();
  }

  /** Whether it was confirmed. */
  private boolean send(Tenant tenant, OutgoingMessage due) {
    if (isObsolete(due)) {
      messages.done(tenant.id(), due, null, Reaction.NONE, null);
      return false;
    }
    var partner = partners.of(tenant, due.peer());
    if (partner.isPresent()) {
      return send(tenant, due, partner.get());
    }
    var why = "no address for " + due.peer().library();
    return due.telling() == PeerNotice.REQUEST
        ? refused(tenant, due, null, why)
        : failed(tenant, due, null, why);
  }

  /**
   * Whether a status request is obsolete: it is sent only to the current lender, and only before
   * the item is shipped.
   */
  private static boolean isObsolete(OutgoingMessage due) {
    var peer = due.request().handling().peer();
    var state = due.request().state();
    return due.telling() == PeerNotice.STATUS_REQUEST
        && ((state != InterlibraryState.SENT
                && state != InterlibraryState.EXPECT_TO_SUPPLY
                && state != InterlibraryState.WILL_SUPPLY)
            || peer == null
            || !peer.library().equals(due.peer().library()));
  }

  private boolean send(Tenant tenant, OutgoingMessage due, Partner partner) {
    return switch (partner.protocol().encode(due)) {
      case Nothing() -> {
        messages.done(tenant.id(), due, null, Reaction.NONE, null);
        yield false;
      }
      case Inexpressible(var why) -> refused(tenant, due, null, why);
      case Message(var text) ->
          switch (partner.line().send(text.getBytes(UTF_8))) {
            case Unanswered(var why) -> failed(tenant, due, stored(text), why);
            case Answered(var status, _) when status < OK || status >= NO_MORE_OK ->
                failed(tenant, due, stored(text), "HTTP " + status);
            case Answered(_, var body) -> answered(tenant, due, partner, stored(text), body);
          };
    };
  }

  private boolean answered(
      Tenant tenant, OutgoingMessage due, Partner partner, @Nullable String content, String body) {
    var reply = stored(body);
    return switch (partner.protocol().interpret(due, body.getBytes(UTF_8))) {
      case Accepted(var reaction) -> {
        messages.done(tenant.id(), due, content, reply, null, reaction);
        yield true;
      }
      case Refused(var why) -> refused(tenant, due, content, reply, why);
      case Retry(var why, var after) -> again(tenant, due, content, why, after);
    };
  }

  private boolean again(
      Tenant tenant,
      OutgoingMessage due,
      @Nullable String content,
      @Nullable String why,
      @Nullable Duration after) {
    if (after == null) {
      return failed(tenant, due, content, why == null ? "?" : why);
    }
    var next = Instant.now().plus(after);
    messages.retryLater(tenant.id(), due, content, why == null ? null : cut(why), next);
    return false;
  }

  private boolean refused(
      Tenant tenant, OutgoingMessage due, @Nullable String content, String why) {
    return refused(tenant, due, content, null, why);
  }

  private boolean refused(
      Tenant tenant,
      OutgoingMessage due,
      @Nullable String content,
      @Nullable String reply,
      String why) {
    LOG.warn(
        "{}: request {}: {} was refused", tenant.code(), due.request().number(), due.telling());
    var failure = cut(why);
    messages.done(tenant.id(), due, content, reply, failure, onRefusal(due, failure));
    return false;
  }

  /** A request goes to the next lender, and what can't be asked is not granted. */
  private static Reaction onRefusal(OutgoingMessage due, String failure) {
    return switch (due.telling()) {
      case REQUEST -> Reaction.unfilled(failure);
      case RENEW -> Reaction.terms(failure, SupplyTerms.answer(false, null));
      default -> Reaction.NONE; // nothing depends on it
    };
  }

  private boolean failed(Tenant tenant, OutgoingMessage due, @Nullable String content, String why) {
    var now = Instant.now();
    if (due.telling() == PeerNotice.REQUEST && now.isAfter(due.at().plus(PATIENCE))) {
      return refused(tenant, due, content, why);
    }
    messages.retryLater(tenant.id(), due, content, cut(why), now.plus(pause(due.tries())));
    return false;
  }

  private Duration pause(int tries) {
    var pause = firstPause.multipliedBy(1L << Math.min(Math.max(tries - 1, 0), MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private static @Nullable String stored(String message) {
    return InterlibraryText.ofMessage(message);
  }

  private static String cut(String why) {
    var stored = InterlibraryText.of(why, MAX_FAILURE);
    return stored == null ? "?" : stored;
  }
}
