package org.samling.server.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.LinkedHashMap;
import org.samling.core.requests.CurrentRequest;
import tools.jackson.databind.json.JsonMapper;

/**
 * Log lines as JSON objects: {@code time}, {@code level}, {@code logger}, {@code thread}, {@code
 * message}, and where they are known {@code request}, {@code account} and {@code fault}.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final byte[] NOTHING = new byte[0];

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = new LinkedHashMap<String, Object>();
    line.put("time", event.getInstant().toString());
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("thread", event.getThreadName());
    line.put("message", event.getFormattedMessage());
    var request = CurrentRequest.id();
    if (request != null) {
      line.put("request", request);
    }
    var account = CurrentRequest.account();
    if (account != null) {
      line.put("account", account);
    }
    var fault = event.getThrowableProxy();
    if (fault != null && FaultConverter.isOfInterest(event)) {
      line.put("fault", ThrowableProxyUtil.asString(fault));
    }
    return (JSON.writeValueAsString(line) + "\n").getBytes(UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
