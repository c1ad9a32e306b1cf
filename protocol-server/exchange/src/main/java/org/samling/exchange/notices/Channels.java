package org.samling.exchange.notices;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.samling.core.organisation.Tenant;
import org.samling.library.config.NoticeSettings;
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
  private final List<WebhookRoute> open = new ArrayList<>();
  private final Switchboard switchboard;

  /**
   * A channel, with its settings.
   *
   * @param settings its part of the configuration
   */
  private record Known(NoticeSettings.Channel settings, Channel channel) {}

  /**
   * Adds the routes to a started Camel context.
   *
   * @param camel the context
   * @param settings the channels
   */
  public Channels(CamelContext camel, NoticeSettings settings) {
    var routes = new ArrayList<RouteBuilder>();
    for (var channel : settings.channels()) {
      var uri = "direct:notice-%d".formatted(known.size());
      known.add(
          new Known(
              channel,
              new Channel(
                  channel.name(),
                  uri,
                  channel.reach(),
                  channel.form(),
                  channel.connections(),
                  channel.timeout())));
      routes.add(
          switch (channel.way()) {
            case NoticeSettings.Smtp smtp -> new MailRoute(uri, channel, smtp);
            case NoticeSettings.Folder folder -> new FolderRoute(uri, channel, folder);
            case NoticeSettings.Webhook webhook -> {
              var route = new WebhookRoute(uri, channel, webhook);
              open.add(route);
              yield route;
            }
          });
    }
    switchboard =
        new Switchboard(
            camel,
            new RouteBuilder() {
              @Override
              public void configure() throws Exception {
                for (var route : routes) {
                  getContext().addRoutes(route);
                }
              }
            },
            known.stream().map(k -> k.channel().uri()).toList());
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
    try {
      return (Delivery) switchboard.send(channel.uri(), message);
    } catch (Exception e) {
      // The exception's message may name the patron.
      LOG.warn("the channel {} met a fault: {}", channel.name(), e.getClass().getSimpleName());
      return new Delivery.Failed("a fault: " + e.getClass().getSimpleName());
    }
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
    open.forEach(WebhookRoute::close);
  }
}
