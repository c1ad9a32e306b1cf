package org.samling.z3950;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samling.z3950.ber.BerLimits;

/** Every APDU of test-fixtures/z3950, cut, read, explained and written. */
class FixtureTest {
  private static final Z3950Codec CODEC = new Z3950Codec(BerLimits.DEFAULT);

  static List<Fixture> fixtures() {
    return Fixture.all();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void isUnderstoodAsExplained(Fixture fixture) {
    assertThat(new Z3950Annotator(CODEC).annotate(fixture.frame())).isEqualTo(fixture.annotation());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void isWrittenAgainWithTheSameBytesOrTheSameMeaning(Fixture fixture) {
    if (fixture.fromOrigin()) {
      var request = message(CODEC.decode(fixture.frame()));
      var written = CODEC.encodeRequest(request);
      if (!fixture.rewritten()) {
        assertThat(written).isEqualTo(fixture.frame());
      }
      assertThat(message(CODEC.decode(written))).isEqualTo(request);
    } else {
      var response = message(CODEC.decodeResponse(fixture.frame()));
      var written = CODEC.encode(response);
      if (!fixture.rewritten()) {
        assertThat(written).isEqualTo(fixture.frame());
      }
      assertThat(message(CODEC.decodeResponse(written))).isEqualTo(response);
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void isCutTheSameWhereverItIsSplit(Fixture fixture) {
    var bytes = fixture.frame().bytes();
    var channel = new EmbeddedChannel(new Z3950FrameDecoder(1 << 16));
    for (int split = 1; split < bytes.length; split++) {
      channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, split));
      assertThat(channel.<Object>readInbound()).as("after %d bytes", split).isNull();
      channel.writeInbound(Unpooled.copiedBuffer(bytes, split, bytes.length - split));
      assertThat(channel.<Object>readInbound()).as("split at %d", split).isEqualTo(fixture.frame());
    }
    assertThat(channel.finish()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void isMalformedWhereverItIsCutOff(Fixture fixture) {
    var bytes = fixture.frame().bytes();
    for (int length = 0; length < bytes.length; length++) {
      var cutOff = new Z3950Frame(Arrays.copyOf(bytes, length));
      assertThat(CODEC.decode(cutOff)).isInstanceOf(Decoded.Malformed.class);
      assertThat(CODEC.decodeResponse(cutOff)).isInstanceOf(Decoded.Malformed.class);
    }
  }

  @Test
  void allFixturesInOneBufferAreCutInOrder() {
    var fixtures = fixtures();
    var channel = new EmbeddedChannel(new Z3950FrameDecoder(1 << 16));
    var all = Unpooled.buffer();
    fixtures.forEach(fixture -> fixture.frame().writeTo(all));
    channel.writeInbound(all);
    for (var fixture : fixtures) {
      assertThat(channel.<Object>readInbound()).isEqualTo(fixture.frame());
    }
    assertThat(channel.finish()).isFalse();
  }

  private static <M> M message(Decoded<M> decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Message.class);
    return ((Decoded.Message<M>) decoded).message();
  }
}
