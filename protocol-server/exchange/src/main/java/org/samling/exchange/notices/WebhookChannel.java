package org.samling.exchange.notices;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.NoticeSettings;
import org.samling.routes.notices.NoticeChannels.Delivery;
import org.samling.routes.notices.OutgoingNotice;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts each message to a program, as signed JSON. The header Idempotency-Key is the message's
 * number, by which the program recognises duplicates; status 410 means that the address does not
 * work.
 */
final class WebhookChannel implements Sender {

  private static final String HMAC = "HmacSHA256";
  private static final int OK = 200;
  private static final int NO_MORE_OK = 300;
  private static final int GONE = 410;

  private final NoticeSettings.Channel channel;
  private final NoticeSettings.Webhook webhook;
  private final HttpClient client;

  WebhookChannel(NoticeSettings.Channel channel, NoticeSettings.Webhook webhook) {
    this.channel = channel;
    this.webhook = webhook;
    this.client =
        HttpClient.newBuilder()
            // Many servers answer an offer of HTTP/2 over plain HTTP with an error.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(channel.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Delivery send(OutgoingNotice message) throws IOException {
    var body = JsonMapper.shared().writeValueAsBytes(content(message));
    var request =
        HttpRequest.newBuilder(webhook.address())
            .timeout(channel.timeout())
            .header("content-type", "application/json; charset=utf-8")
            .header("idempotency-key", message.id().toString())
            .header("samling-signature", "sha256=" + signature(body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      return delivery(client.send(request, BodyHandlers.discarding()).statusCode());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Delivery.Failed("interrupted");
    }
  }

  private static Delivery delivery(int status) {
    if (status >= OK && status < NO_MORE_OK) {
      return new Delivery.Accepted();
    }
    return status == GONE
        ? new Delivery.Bounced("HTTP " + status)
        : new Delivery.Failed("HTTP " + status);
  }

  /** Only the connection's failures have messages that name no patron. */
  @Override
  public Delivery failed(Exception failure) {
    var why = failure instanceof IOException ? failure.getMessage() : null;
    return new Delivery.Failed(why == null ? failure.getClass().getSimpleName() : why);
  }

  private Map<String, @Nullable Object> content(OutgoingNotice message) {
    var content = new LinkedHashMap<String, @Nullable Object>();
    content.put("id", message.id().toString());
    content.put("tenant", message.tenant().code());
    content.put("channel", channel.name());
    content.put("kind", message.kind().text());
    content.put("to", message.address());
    content.put("patron", message.patron() == null ? null : message.patron().toString());
    content.put("language", message.language().text());
    content.put("subject", message.text().subject());
    content.put("text", message.text().body());
    return content;
  }

  private String signature(byte[] body) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(webhook.secret().value().getBytes(UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
