package org.samling.server.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NcipFrameDecoderTest {

  private final List<Object> events = new ArrayList<>();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new NcipFrameDecoder(200),
          new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext context, Object event) {
              events.add(event);
            }
          });

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<NCIPMessage><a>></a></NCIPMessage>",
        "<?xml version='1.0'?>\n<ns1:NCIPMessage><b/></ns1:NCIPMessage>",
        "<NCIPMessage>NCIPMessage> /NCIPMessage> <NCIPMessageX></NCIPMessageX></NCIPMessage \n>"
      })
  void messageIsCutBehindItsEndTagWhereverItIsSplit(String message) {
    var two = message + "\r\n " + message;
    for (var at = 0; at <= two.length(); at++) {
      send(two.substring(0, at));
      send(two.substring(at));
      assertThat(frame()).as("split at %d", at).isEqualTo(message);
      assertThat(frame()).as("split at %d", at).isEqualTo(message);
    }
    assertThat(events).isEmpty();
  }

  @Test
  void messageBeyondTheLimitIsToldOnceAndTheRestDropped() {
    send("<NCIPMessage>" + "x".repeat(100));
    send("x".repeat(100));
    send("</NCIPMessage><NCIPMessage></NCIPMessage>");
    assertThat(events).containsExactly(new NcipFrameDecoder.TooLarge(200));
    Object rest = channel.readInbound();
    assertThat(rest).isNull();
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, UTF_8));
  }

  private String frame() {
    NcipFrame frame = channel.readInbound();
    assertThat(frame).isNotNull();
    return new String(frame.bytes(), UTF_8);
  }
}
