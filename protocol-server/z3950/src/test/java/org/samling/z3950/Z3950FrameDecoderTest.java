package org.samling.z3950;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.z3950.Z3950FrameDecoder.Malformed;
import org.samling.z3950.Z3950FrameDecoder.TooLarge;

class Z3950FrameDecoderTest {
  private static final String CLOSE = "BF 30 05 9F 81 53 01 00";
  private static final String INDEFINITE_CLOSE = "BF 30 80 9F 81 53 01 00 00 00";

  private final Z3950FrameDecoder decoder = new Z3950FrameDecoder(1024);
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
  void bytesThatComeOneAtATimeMakeTheSameFrames() {
    for (byte b : Fixture.bytes(CLOSE + INDEFINITE_CLOSE + CLOSE)) {
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {b}));
    }
    expectFrames(CLOSE, INDEFINITE_CLOSE, CLOSE);
  }

  @Test
  void pipelinedApdusAreCutInOrder() {
    send(CLOSE + INDEFINITE_CLOSE + CLOSE + "BF 30");
    expectFrames(CLOSE, INDEFINITE_CLOSE, CLOSE);
    send("05 9F 81 53 01 00");
    expectFrames(CLOSE);
  }

  @Test
  void indefiniteElementsMayHoldDefiniteOnesAndTheOtherWayRound() {
    var first = "B6 80 30 80 A1 06 30 80 05 00 00 00 00 00 04 02 00 00 00 00";
    var second = "B6 0A A1 80 A2 80 05 00 00 00 00 00";
    send(first + second + CLOSE);
    expectFrames(first, second, CLOSE);
  }

  @Test
  void manySmallElementsOfAnIndefiniteApduComeOneByteAtATime() {
    decoder.setFrameLimit(1 << 20);
    var bytes = new byte[200_000];
    bytes[0] = (byte) 0xB6;
    bytes[1] = (byte) 0x80;
    for (int i = 2; i < bytes.length - 2; i += 2) {
      bytes[i] = 5;
    }
    for (byte b : bytes) {
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {b}));
    }
    assertThat(channel.<Object>readInbound()).isEqualTo(new Z3950Frame(bytes));
  }

  @Test
  void buffersOfAllKindsAreReleased() {
    for (var allocator : List.of(ByteBufAllocator.DEFAULT, UnpooledByteBufAllocator.DEFAULT)) {
      var bytes = Fixture.bytes(CLOSE);
      channel.writeInbound(allocator.directBuffer().writeBytes(bytes, 0, 3));
      channel.writeInbound(allocator.directBuffer().writeBytes(bytes, 3, bytes.length - 3));
      expectFrames(CLOSE);
    }
  }

  // What is too large

  @ParameterizedTest
  @ValueSource(
      strings = {
        "B6 84 7F FF FF FF 8D 01 00 8E 01 01 8F",
        "B6 84 80 00 00 00",
        "B6 84 FF FF FF FF",
        "B6 88 7F FF FF FF FF FF FF FF",
        "B6 88 FF FF FF FF FF FF FF FF",
        "B6 89 01 00 00 00 00 00 00 00 00",
        "B6 80 04 84 7F FF FF FF",
        "B6 80 30 80 04 88 7F FF FF FF FF FF FF FF",
        "B6 82 03 FD"
      })
  void aClaimedLengthBeyondTheLimitIsRefusedFromTheHeader(String hex) {
    send(hex);
    assertThat(events).containsExactly(new TooLarge(1024));
    send(CLOSE);
    expectFrames();
    assertThat(events).hasSize(1);
  }

  @Test
  void anApduOfExactlyTheLimitPassesAndOneByteMoreDoesNot() {
    var fits = Unpooled.buffer().writeBytes(Fixture.bytes("B6 82 03 FC"));
    channel.writeInbound(fits.writeZero(1020));
    assertThat(channel.<Z3950Frame>readInbound().bytes()).hasSize(1024);

    var tooLong = Unpooled.buffer().writeBytes(Fixture.bytes("B6 80 04 82 03 F7"));
    channel.writeInbound(tooLong.writeZero(1015 + 2));
    assertThat(channel.<Z3950Frame>readInbound().bytes()).hasSize(1023);
    tooLong = Unpooled.buffer().writeBytes(Fixture.bytes("B6 80 04 82 03 F9"));
    channel.writeInbound(tooLong.writeZero(1017 + 2));
    expectFrames();
    assertThat(events).containsExactly(new TooLarge(1024));
  }

  @Test
  void theLimitCanBeRaisedAfterInitAndCountsWhileAnApduArrives() {
    decoder.setFrameLimit(8192);
    channel.writeInbound(
        Unpooled.buffer().writeBytes(Fixture.bytes("B6 82 0F A0")).writeZero(4000));
    assertThat(channel.<Z3950Frame>readInbound().bytes()).hasSize(4004);
    send("B6 82 0F A0");
    assertThat(events).isEmpty();
    decoder.setFrameLimit(100);
    send("05");
    assertThat(events).containsExactly(new TooLarge(100));
  }

  @Test
  void framesBeforeWhatIsRefusedAreDelivered() {
    send(CLOSE + CLOSE + "47");
    expectFrames(CLOSE, CLOSE);
    assertThat(events).hasSize(1);
  }

  @Test
  void anEndlessApduIsReportedOnceAndNotKept() {
    var allocator = new UnpooledByteBufAllocator(false);
    channel.config().setAllocator(allocator);
    channel.writeInbound(allocator.heapBuffer(2).writeBytes(Fixture.bytes("B6 80")));
    for (int i = 0; i < 40 * 1024; i++) {
      var buffer = allocator.heapBuffer(1024);
      while (buffer.isWritable()) {
        buffer.writeByte(5).writeByte(0);
      }
      channel.writeInbound(buffer);
      assertThat(allocator.metric().usedHeapMemory()).isLessThanOrEqualTo(8 * 1024);
    }
    assertThat(events).containsExactly(new TooLarge(1024));
  }

  // What is not an APDU

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "B6 80 00 01 | an element with the tag 0",
        "B6 80 20 00 | an element with the tag 0",
        "B6 80 04 80 | a primitive element with an indefinite length",
        "B6 FF       | a length that starts with FF",
        "BF 25 00    | [37] is not an APDU",
        "BF 33 00    | [51] is not an APDU",
        "BF 85 80 80 80 00 | a tag number of more than 28 bits",
        "30 80       | the byte 30 does not start an APDU",
        "96          | the byte 96 does not start an APDU",
        "B3          | the byte B3 does not start an APDU",
        "16 03 01    | the byte 16 does not start an APDU"
      })
  void whatCannotBeAnApduIsRefusedAtOnce(String hex, String reason) {
    send(hex);
    assertThat(events).containsExactly(new Malformed(reason));
    send(CLOSE);
    expectFrames();
    assertThat(events).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "POST /", "GET / HTTP/1.1\r\n\r\n", "9300CNx|", "\n"})
  void clientsOfOtherProtocolsAreRefusedAtTheirFirstByte(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, ISO_8859_1));
    assertThat(events).singleElement().isInstanceOf(Malformed.class);
  }

  @Test
  void aHundredThousandOpenElementsAreRefusedByDepth() {
    decoder.setFrameLimit(1 << 20);
    channel.writeInbound(Unpooled.copiedBuffer("\u00B6\u0080".repeat(100_000), ISO_8859_1));
    expectFrames();
    assertThat(events).containsExactly(new Malformed("elements are nested too deeply"));
  }

  @Test
  void aConnectionThatEndsInTheMiddleOfAnApduLeavesNothing() {
    send("B6 80 30 80 05");
    expectFrames();
    assertThat(events).isEmpty();
  }

  @Test
  void aLimitThatIsTooSmallOrTooLargeIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> decoder.setFrameLimit(63));
    assertThatIllegalArgumentException().isThrownBy(() -> decoder.setFrameLimit(Integer.MAX_VALUE));
  }

  @Test
  void aFramePrintsItsSizeOnly() {
    assertThat(new Z3950Frame(Fixture.bytes(CLOSE))).hasToString("Z3950Frame[8 bytes]");
  }

  private void send(String hex) {
    channel.writeInbound(Unpooled.wrappedBuffer(Fixture.bytes(hex)));
  }

  private void expectFrames(String... frames) {
    for (var frame : frames) {
      assertThat(channel.<Object>readInbound()).isEqualTo(new Z3950Frame(Fixture.bytes(frame)));
    }
    assertThat(channel.<Object>readInbound()).isNull();
  }
}
