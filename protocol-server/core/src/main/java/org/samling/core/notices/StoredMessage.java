package org.samling.core.notices;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.NoticeTemplates.Text;

/**
 * A message to a patron, as it is stored.
 *
 * @param channel the name of the channel
 * @param address where it goes, or null
 * @param text its text, or null where it is not written yet
 * @param version the version of the tenant's own template, or null
 */
public record StoredMessage(
    UUID id,
    MessageKind kind,
    String channel,
    @Nullable String address,
    NoticeLanguage language,
    Delivery delivery,
    @Nullable Text text,
    @Nullable Integer version) {

  /**
   * How far the delivery of a message is.
   *
   * @param tries the number of attempts
   * @param unclear how many of these may or may not have got through
   * @param dueAt when it is sent or retried, or null where it is finished
   * @param sentAt when it was sent, or null
   * @param failure the last failure, or null
   */
  public record Delivery(
      int tries,
      int unclear,
      @Nullable Instant dueAt,
      @Nullable Instant sentAt,
      @Nullable String failure) {}

  public int tries() {
    return delivery.tries;
  }

  public int unclear() {
    return delivery.unclear;
  }

  public @Nullable Instant dueAt() {
    return delivery.dueAt;
  }

  public @Nullable Instant sentAt() {
    return delivery.sentAt;
  }

  public @Nullable String failure() {
    return delivery.failure;
  }
}
