package org.samling.routes.notices;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.Inquiries;
import org.samling.core.notices.NoticeTemplates;
import org.samling.core.notices.Notices;
import org.samling.core.notices.Notices.Claimed;
import org.samling.core.notices.Notices.Entry;
import org.samling.core.notices.Notices.Event;
import org.samling.core.notices.Notices.MessageText;
import org.samling.core.notices.Notices.Result;
import org.samling.core.organisation.Tenant;
import org.samling.routes.Concurrently;
import org.samling.routes.notices.NoticeChannels.Channel;
import org.samling.routes.notices.NoticeChannels.Delivery;
import org.samling.routes.notices.NoticeMeter.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices to patrons. Each notice is in the store, once, before anything is sent; the sender
 * of a message holds a lease on it, and records the result afterwards.
 *
 * <p>The leases of a node that dies expire, and other nodes take over. A message without a recorded
 * result is sent again under the same number and in the same words: a channel that recognises
 * numbers passes it on once, any other may pass it on twice, and each such case is counted.
 */
public final class NoticeRelay {

  /** How long a message is retried. */
  static final Duration PATIENCE = Duration.ofDays(3);

  private static final Logger LOG = LoggerFactory.getLogger(NoticeRelay.class);
  private static final int EVENTS_AT_ONCE = 1_000;
  private static final int PATRONS_AT_ONCE = 500;
  private static final int MESSAGES_AT_ONCE = 40;

  /** A run ends after some time, so that a server's shutdown does not wait for it. */
  private static final Duration LONGEST_RUN = Duration.ofSeconds(20);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 8;
  private static final int LONGEST_FAILURE = 500;

  private final Ports ports;
  private final NoticeChannels channels;
  private final Duration lease;
  private final NoticeMeter meter;
  private final Map<String, Semaphore> permits = new ConcurrentHashMap<>();

  /** The ports that the relay calls. */
  public record Ports(Inquiries inquiries, Notices notices, NoticeTemplates templates) {}

  /**
   * Creates the relay.
   *
   * @param lease how long a sender holds a message; longer than any channel's patience
   */
  public NoticeRelay(Ports ports, NoticeChannels channels, Duration lease, NoticeMeter meter) {
    this.ports = ports;
    this.channels = channels;
    this.lease = lease;
    this.meter = meter;
  }

  /**
   * Sends all of a tenant's notices that are due, if the tenant has any channel.
   *
   * @return how many messages were sent
   * @throws StoreException when the store failed and the rest waits for the next run; a message
   *     that was sent but not recorded as such may be sent again
   */
  public int run(Tenant tenant) {
    if (channels.of(tenant).isEmpty()) {
      return 0;
    }
    var until = Instant.now().plus(LONGEST_RUN);
    var sent = 0;
    note(tenant);
    compose(tenant);
    List<Claimed> claimed;
    do {
      var started = Instant.now();
      claimed = ports.notices().claim(tenant.id(), MESSAGES_AT_ONCE, lease);
      sent += send(tenant, claimed, started);
    } while (!claimed.isEmpty() && Instant.now().isBefore(until));
    return sent;
  }

  private void note(Tenant tenant) {
    var policy = ports.inquiries().policy(tenant.id());
    List<Event> events;
    do {
      events = ports.notices().events(tenant.id(), EVENTS_AT_ONCE);
      if (!events.isEmpty()) {
        var schedule = new NoticeSchedule(policy, Instant.now());
        ports
            .notices()
            .note(
                tenant.id(),
                events.stream().flatMap(e -> schedule.of(e).stream()).toList(),
                events.getLast());
      }
    } while (events.size() == EVENTS_AT_ONCE);
  }

  private void compose(Tenant tenant) {
    var policy = ports.inquiries().policy(tenant.id());
    int composed;
    do {
      var now = Instant.now();
      var composer = new NoticeComposer(policy, channels.of(tenant), now);
      composed = ports.notices().compose(tenant.id(), now, PATRONS_AT_ONCE, composer::compose);
    } while (composed > 0);
  }

  private int send(Tenant tenant, List<Claimed> claimed, Instant started) {
    if (claimed.isEmpty()) {
      return 0;
    }
    var ready = write(tenant, claimed);
    var sent = new AtomicInteger();
    var failed = new AtomicInteger();
    Concurrently.forEach(
        claimed,
        message -> {
          var result = result(tenant, message, ready.get(message.id()), started);
          ports.notices().settle(tenant.id(), message, result);
          count(message, result);
          sent.addAndGet(result instanceof Result.Sent ? 1 : 0);
          failed.addAndGet(result instanceof Result.Failed ? 1 : 0);
        });
    if (failed.get() > 0) {
      // The reason is stored with each message, not logged: it may contain an address.
      LOG.warn("{}: messages that their channels did not take: {}", tenant.code(), failed.get());
    }
    return sent.get();
  }

  /** The texts of messages, stored before the first of them is sent. */
  private Map<UUID, NoticeTemplates.Text> write(Tenant tenant, List<Claimed> claimed) {
    var writer =
        new NoticeWriter(
            ports.inquiries().policy(tenant.id()), ports.templates().current(tenant.id()));
    var texts = new ConcurrentHashMap<UUID, NoticeTemplates.Text>();
    var written = new ArrayList<MessageText>();
    for (var message : claimed) {
      var text = message.text();
      if (text != null) {
        texts.put(message.id(), text);
      } else if (isStillTrue(message)) {
        var made = writer.write(message, Instant.now());
        texts.put(message.id(), made.text());
        written.add(new MessageText(message.id(), message.claim(), made.text(), made.version()));
      }
    }
    ports.notices().saveTexts(tenant.id(), written);
    return texts;
  }

  private static boolean isStillTrue(Claimed message) {
    return message.entries().stream().anyMatch(Entry::isTrue);
  }

  private Result result(
      Tenant tenant, Claimed message, NoticeTemplates.@Nullable Text text, Instant started) {
    if (text == null || !isStillTrue(message)) {
      return new Result.Overtaken();
    }
    var channel = channels.find(tenant, message.channel());
    if (channel.isEmpty()) {
      return failed(message, "the channel \"%s\" no longer exists".formatted(message.channel()));
    }
    return switch (attempt(tenant, channel.get(), message, text, started)) {
      case Completed(Delivery.Accepted()) -> new Result.Sent();
      case Completed(Delivery.Bounced(var why)) -> new Result.Bounced(cut(why));
      case Completed(Delivery.Failed(var why)) -> failed(message, why);
      case TooLate() -> new Result.Untried();
    };
  }

  private sealed interface Attempt {}

  private record Completed(Delivery delivery) implements Attempt {}

  /** The lease might have ended before the channel answered. */
  private record TooLate() implements Attempt {}

  private Attempt attempt(
      Tenant tenant, Channel channel, Claimed message, NoticeTemplates.Text text, Instant started) {
    var permit =
        permits.computeIfAbsent(channel.id(), _ -> new Semaphore(channel.connections(), true));
    try {
      permit.acquire();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new TooLate();
    }
    try {
      if (Instant.now().plus(channel.timeout()).isAfter(started.plus(lease))) {
        return new TooLate();
      }
      if (message.isUnclear()) {
        meter.count(channel.name(), Outcome.UNCLEAR);
      }
      return new Completed(
          channels.send(
              channel,
              new OutgoingNotice(
                  message.id(),
                  tenant,
                  message.kind(),
                  message.address(),
                  message.patron(),
                  message.language(),
                  text)));
    } finally {
      permit.release();
    }
  }

  private static Result failed(Claimed message, String why) {
    var now = Instant.now();
    return new Result.Failed(
        cut(why),
        now.isAfter(message.createdAt().plus(PATIENCE)) ? null : now.plus(pause(message.tries())));
  }

  /** Doubles with each attempt. */
  static Duration pause(int tries) {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(tries - 1, 0), MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private void count(Claimed message, Result result) {
    switch (result) {
      case Result.Sent() -> meter.count(message.channel(), Outcome.SENT);
      case Result.Bounced _ -> meter.count(message.channel(), Outcome.BOUNCED);
      case Result.Overtaken() -> meter.count(message.channel(), Outcome.OVERTAKEN);
      case Result.Failed(_, var next) ->
          meter.count(message.channel(), next == null ? Outcome.GIVEN_UP : Outcome.FAILED);
      case Result.Untried() -> {}
    }
  }

  private static String cut(String why) {
    var line = why.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() <= LONGEST_FAILURE ? line : line.substring(0, LONGEST_FAILURE);
  }
}
