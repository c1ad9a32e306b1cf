package org.samling.exchange.notices;

import org.samling.routes.notices.NoticeChannels.Delivery;
import org.samling.routes.notices.OutgoingNotice;

/** Sends the messages of a channel. Safe for use by many threads. */
interface Sender extends AutoCloseable {

  /**
   * Sends a message.
   *
   * @throws Exception when the message was not sent; {@link #failed} tells why
   */
  Delivery send(OutgoingNotice message) throws Exception;

  /** The result of a message that failed. */
  Delivery failed(Exception failure);

  @Override
  default void close() {}
}
