package org.samling.sip2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.sip2.Sip2Frame.Terminator;

class Sip2FrameDecoderTest {
  private final Sip2FrameDecoder decoder = new Sip2FrameDecoder(1024);
  private final List<Object> events = new ArrayList<>();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          decoder,
          new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
              events.add(event);
            }
          });

  @AfterEach
  void nothingIsLeft() {
    assertThat(channel.finish()).isFalse();
  }

  @Test
  void eachTerminatorEndsAFrameAndIsReported() {
    send("97\r");
    assertThat(frame("97").terminator()).isEqualTo(Terminator.CR);
    send("97\n");
    assertThat(frame("97").terminator()).isEqualTo(Terminator.LF);
    send("97\r\n");
    assertThat(frame("97").terminator()).isEqualTo(Terminator.CRLF);
    send("97\r98\r");
    assertThat(frame("97").terminator()).isEqualTo(Terminator.CR);
    frame("98");
  }

  @Test
  void aLineFeedThatComesLateIsToldOfTheNextFrame() {
    send("97\r");
    assertThat(frame("97").terminator()).isEqualTo(Terminator.CR);
    send("\n97\r");
    assertThat(frame("97").terminator()).isEqualTo(Terminator.CRLF);
    send("\n");
    assertThat(channel.<Object>readInbound()).isNull();
  }

  @Test
  void aLineFeedInFrontOfEveryFrameIsNotATerminator() {
    send("\n97\r");
    assertThat(frame("97").terminator()).isEqualTo(Terminator.CR);
    send("\n97\r\n97\r");
    assertThat(frame("97").terminator()).isEqualTo(Terminator.CR);
    assertThat(frame("97").terminator()).isEqualTo(Terminator.CR);
  }

  @Test
  void junkBetweenFramesIsSwallowed() {
    send("\n\r\0 \t97\r\r\r\n \0\n98 x\r  ");
    frame("97");
    frame("98 x");
    assertThat(channel.<Object>readInbound()).isNull();
  }

  @Test
  void bytesAboveAsciiAreNoJunk() {
    send("\u00E6\u00FF\r");
    frame("\u00E6\u00FF");
  }

  @Test
  void aFrameOfExactlyTheLimitPassesAndOneByteMoreDoesNot() {
    send("9".repeat(1024) + "\r");
    frame("9".repeat(1024));
    send("9".repeat(1025) + "\r97\r");
    assertThat(channel.<Object>readInbound()).isNull();
    assertThat(events).containsExactly(new Sip2FrameDecoder.TooLong(1024));
  }

  @Test
  void theLimitCanBeRaisedAfterLogin() {
    send("9300CNx|COy|\r");
    frame("9300CNx|COy|");
    decoder.setFrameLimit(8192);
    send("9".repeat(8000) + "\r");
    frame("9".repeat(8000));
    assertThat(events).isEmpty();
  }

  @Test
  void framesBeforeTheOneThatIsTooLongAreDelivered() {
    send("97\r98\r" + "9".repeat(5000));
    frame("97");
    frame("98");
    assertThat(events).hasSize(1);
  }

  @Test
  void aMegabyteWithoutTerminatorIsReportedOnceAndNotKept() {
    var allocator = new UnpooledByteBufAllocator(false);
    channel.config().setAllocator(allocator);
    for (int i = 0; i < 1024; i++) {
      channel.writeInbound(allocator.heapBuffer(1024).writeZero(1023).writeByte('x'));
      channel.writeInbound(
          allocator.heapBuffer(1024).writeBytes("x".repeat(1024).getBytes(ISO_8859_1)));
      assertThat(allocator.metric().usedHeapMemory()).isLessThanOrEqualTo(8 * 1024);
    }
    assertThat(events).containsExactly(new Sip2FrameDecoder.TooLong(1024));
    assertThat(channel.<Object>readInbound()).isNull();
  }

  @Test
  void aLimitThatIsTooSmallOrTooLargeIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> decoder.setFrameLimit(1));
    assertThatIllegalArgumentException().isThrownBy(() -> decoder.setFrameLimit(Integer.MAX_VALUE));
  }

  @Test
  void aFramePrintsItsSizeOnly() {
    assertThat(Sip2Frame.of("9300CNx|COhemmeligt|", Sip2Charset.UTF_8))
        .hasToString("Sip2Frame[20 bytes, CR]");
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, ISO_8859_1));
  }

  private Sip2Frame frame(String text) {
    Sip2Frame frame = channel.readInbound();
    assertThat(frame).isNotNull();
    assertThat(new String(frame.bytes(), ISO_8859_1)).isEqualTo(text);
    return frame;
  }
}
