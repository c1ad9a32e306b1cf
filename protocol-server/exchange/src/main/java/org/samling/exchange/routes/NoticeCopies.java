package org.samling.exchange.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.RouteSettings;
import org.samling.routes.notices.OutgoingNotice;

/**
 * Hands copies of notices to operators' routes. Never waits and never fails: a route that doesn't
 * keep up misses some. Safe for use by many threads.
 */
@FunctionalInterface
public interface NoticeCopies {

  /** Hands on nothing. */
  NoticeCopies NONE = (_, _) -> {};

  /**
   * Hands on a notice.
   *
   * @param channel the name of the channel that took it
   */
  void copy(String channel, OutgoingNotice notice);

  /**
   * Copies for the operators' routes of a started context, or for nobody.
   *
   * @param settings the routes, or null for none
   */
  static NoticeCopies of(CamelContext camel, @Nullable RouteSettings settings) {
    if (settings == null) {
      return NONE;
    }
    var endpoint = SamlingComponent.notices(camel);
    return (channel, notice) -> endpoint.copy(message -> write(channel, notice, message));
  }

  /** Without the address: what a route needs is not all that is known of a patron. */
  private static void write(String channel, OutgoingNotice notice, Message message) {
    message.setHeader("SamlingMessage", notice.id().toString());
    message.setHeader("SamlingTenant", notice.tenant().code());
    message.setHeader("SamlingKind", notice.kind().text());
    message.setHeader("SamlingChannel", channel);
    message.setHeader("SamlingLanguage", notice.language().text());
    message.setBody(notice.text().body());
  }
}
