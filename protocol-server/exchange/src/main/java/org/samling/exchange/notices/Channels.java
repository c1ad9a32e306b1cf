package org.samling.exchange.notices;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.samling.core.organisation.Tenant;
import org.samling.exchange.routes.NoticeCopies;
import org.samling.library.config.NoticeSettings;
import org.samling.routes.ProtocolRoutes;
import org.samling.routes.Switchboard;
import org.samling.routes.notices.NoticeChannels;
import org.samling.routes.notices.NoticeMeter;
import org.samling.routes.notices.OutgoingNotice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels of the configuration, each a Camel route. */
public final class Channels implements NoticeChannels, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

  private final List<Known> known = new ArrayList<>();
  private final NoticeCopies copies;

  /**
   * A channel, with its settings.
   *
   * @param settings its part of the configuration
   * @param sender sends its messages
   * @param switchboard its route
   */
  private record Known(
      NoticeSettings.Channel settings,
      Channel channel,
      Sender sender,
      Switchboard<OutgoingNotice, Delivery> switchboard) {}

  /** Adds the routes of the channels to a started Camel context. */
  public Channels(CamelContext camel, NoticeSettings settings) {
    this(camel, settings, NoticeCopies.NONE);
  }

  /**
   * Adds the routes of the channels to a started Camel context.
   *
   * @param copies takes a copy of each notice to a patron that a channel has taken
   */
  public Channels(CamelContext camel, NoticeSettings settings, NoticeCopies copies) {
    this.copies = copies;
    for (var channel : settings.channels()) {
      known.add(known(camel, "notice-%d".formatted(known.size()), channel));
    }
  }

  private static Known known(CamelContext camel, String id, NoticeSettings.Channel settings) {
    var sender =
        switch (settings.way()) {
          case NoticeSettings.Smtp smtp -> new MailChannel(camel, id, settings, smtp);
          case NoticeSettings.Folder folder -> new FolderChannel(settings, folder);
          case NoticeSettings.Webhook webhook -> new WebhookChannel(settings, webhook);
        };
    return new Known(
        settings,
        new Channel(
            settings.name(),
            id,
            settings.reach(),
            settings.form(),
            settings.connections(),
            settings.timeout()),
        sender,
        new Switchboard<>(
            camel,
            ProtocolRoutes.of(id, OutgoingNotice.class, sender::send)
                .onFailure(Exception.class, (_, failure) -> sender.failed(failure))));
  }

  /** A tenant's own channel takes precedence over a shared one of the same name. */
  @Override
  public List<Channel> of(Tenant tenant) {
    var channels = new LinkedHashMap<String, Channel>();
    for (var k : known) {
      var whose = k.settings().tenant();
      if (whose == null) {
        channels.putIfAbsent(k.channel().name(), k.channel());
      } else if (whose.equals(tenant.code())) {
        channels.put(k.channel().name(), k.channel());
      }
    }
    return List.copyOf(channels.values());
  }

  @Override
  public Delivery send(Channel channel, OutgoingNotice message) {
    var route = known.stream().filter(k -> k.channel().equals(channel)).findFirst().orElseThrow();
    Delivery delivery;
    try {
      delivery = route.switchboard().send(message);
    } catch (RuntimeException e) {
      // The exception's message may name the patron.
      LOG.warn("the channel {} met a fault: {}", channel.name(), e.getClass().getSimpleName());
      return new Delivery.Failed("a fault: " + e.getClass().getSimpleName());
    }
    if (delivery instanceof Delivery.Accepted && message.patron() != null) {
      copies.copy(channel.name(), message);
    }
    return delivery;
  }

  /** Counts the outcomes of messages, for each channel. */
  public static NoticeMeter meter(MeterRegistry metrics) {
    return (channel, outcome) ->
        Counter.builder("samling.notices.messages")
            .description("Messages to patrons, by channel and what came of them")
            .tag("channel", channel)
            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .register(metrics)
            .increment();
  }

  @Override
  public void close() {
    known.forEach(k -> k.sender().close());
  }
}
