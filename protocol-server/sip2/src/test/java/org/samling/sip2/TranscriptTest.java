package org.samling.sip2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samling.testing.Transcript;

/** Every transcript of test-fixtures/sip2, read and written by the codec. */
class TranscriptTest {
  private static final Sip2Date NOW = new Sip2Date("20260102    101500");

  static Stream<Transcript> transcripts() {
    return Transcript.readAll().stream();
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void everyRequestDecodesToWhatItsTranscriptSays(Transcript transcript) {
    for (var line : transcript.lines()) {
      if (line.side() == Transcript.Side.SC) {
        var decoded = TranscriptFrames.codec(line).decode(TranscriptFrames.frame(line, NOW));
        if (line.decoded() == null) {
          assertThat(decoded).as(line.where()).isInstanceOf(Decoded.Message.class);
        }
        var description = TranscriptFrames.describe(decoded);
        assertThat(line.decodesTo(description)).as("%s: %s", line.where(), description).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void everyResponseDecodesAndIsWrittenAgainWithTheSameBytes(Transcript transcript) {
    for (var line : transcript.lines()) {
      if (line.side() == Transcript.Side.ACS && line.isExact()) {
        var frame = TranscriptFrames.frame(line, NOW);
        var decoded = TranscriptFrames.codec(line).decodeResponse(frame);
        var description = TranscriptFrames.describe(decoded);
        assertThat(line.decodesTo(description)).as("%s: %s", line.where(), description).isTrue();
        assertThat(decoded).as(line.where()).isInstanceOf(Decoded.Message.class);
        if (decoded instanceof Decoded.Message<Sip2Response> message && !line.decodeOnly()) {
          var again =
              TranscriptFrames.codec(line)
                  .encode(
                      message.message(),
                      message.sequence(),
                      message.errorDetection(),
                      TranscriptFrames.terminator(line));
          assertThat(text(again, line)).as(line.where()).isEqualTo(text(frame, line));
          assertThat(line.matches(again.bytes())).as(line.where()).isTrue();
        }
      }
    }
  }

  @Test
  void everyMessageOfTheStandardHasATranscript() {
    var commands = new HashSet<String>();
    for (var transcript : Transcript.readAll()) {
      transcript
          .lines()
          .forEach(
              line -> commands.add(line.text().substring(0, Math.min(2, line.text().length()))));
    }
    assertThat(commands)
        .containsAll(Sip2Layout.requests().stream().map(Sip2Layout::command).toList());
    assertThat(commands)
        .containsAll(Sip2Layout.responses().stream().map(Sip2Layout::command).toList());
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void everyFrameSurvivesASplitAtEveryByte(Transcript transcript) {
    for (var line : transcript.lines()) {
      var frame =
          line.isExact()
              ? TranscriptFrames.frame(line, NOW)
              : Sip2Frame.of("97", TranscriptFrames.charset(line));
      var wire = wire(List.of(new Sip2Frame(frame.bytes(), TranscriptFrames.terminator(line))));
      for (int split = 1; split < wire.length; split++) {
        var channel = new EmbeddedChannel(new Sip2FrameDecoder(8192));
        channel.writeInbound(Unpooled.copiedBuffer(wire, 0, split));
        channel.writeInbound(Unpooled.copiedBuffer(wire, split, wire.length - split));
        assertThat(channel.<Sip2Frame>readInbound())
            .as("%s split at %d", line.where(), split)
            .isEqualTo(frame);
        assertThat(channel.finish()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void framesInOneWriteAndInSingleBytesComeOutInOrder(Transcript transcript) {
    var frames =
        transcript.lines().stream()
            .filter(Transcript.Line::isExact)
            .map(line -> TranscriptFrames.frame(line, NOW))
            .toList();
    var wire = wire(frames);

    var whole = new EmbeddedChannel(new Sip2FrameDecoder(8192));
    whole.writeInbound(Unpooled.wrappedBuffer(wire));
    assertThat(received(whole)).isEqualTo(frames);

    var single = new EmbeddedChannel(new Sip2FrameDecoder(8192));
    for (byte b : wire) {
      single.writeInbound(Unpooled.copiedBuffer(new byte[] {b}));
    }
    assertThat(received(single)).isEqualTo(frames);
  }

  @Test
  void aLineThatIsNotUnderstoodNamesFileAndLine(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("wrong.sip2"), "# fine\n\nCS: 9900802.00\n");
    assertThatThrownBy(() -> Transcript.read(file)).hasMessageContaining("wrong.sip2:3");
  }

  @Test
  void placeholdersMatchWhatTheyNameAndNothingElse(@TempDir Path folder) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("p.sip2"),
            "SC: 97\nACS: 36Y{{date}}AO{{any}}|AA1|AY1AZ{{checksum}}\n--\nSC: 99{{41}}\n");
    var transcript = Transcript.read(file);
    var line = transcript.lines().get(1);
    for (var matching :
        List.of(
            "36Y20260102    101500AODK|AA1|AY1AZ0000", "36Y20260102    101500AO|AA1|AY1AZ0000")) {
      assertThat(line.matches(matching.getBytes(UTF_8))).as(matching).isTrue();
    }
    for (var other :
        List.of(
            "36Y20260102    101500AODK|AA2|AY1AZ0000",
            "36Y20260102    101500AODK|AA1|",
            "36Y20260102    101500AODK|AA1|AY1AZGHIJ",
            "36Y2026")) {
      assertThat(line.matches(other.getBytes(UTF_8))).as(other).isFalse();
    }
    assertThat(transcript.exchanges())
        .extracting(Transcript.Exchange::connection)
        .containsExactly(0, 1);
    assertThat(TranscriptFrames.frame(transcript.lines().getLast(), NOW))
        .isEqualTo(Sip2Frame.of("99A", Sip2Charset.UTF_8));
  }

  private static byte[] wire(List<Sip2Frame> frames) {
    ByteBuf buffer = Unpooled.buffer();
    frames.forEach(frame -> frame.writeTo(buffer));
    var wire = new byte[buffer.readableBytes()];
    buffer.readBytes(wire).release();
    return wire;
  }

  private static List<Sip2Frame> received(EmbeddedChannel channel) {
    var frames = new ArrayList<Sip2Frame>();
    for (Sip2Frame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
      frames.add(frame);
    }
    assertThat(channel.finish()).isFalse();
    return frames;
  }

  private static String text(Sip2Frame frame, Transcript.Line line) {
    return new String(frame.bytes(), line.charset());
  }
}
