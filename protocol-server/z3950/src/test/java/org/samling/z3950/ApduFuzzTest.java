package org.samling.z3950;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.samling.fuzzing.FuzzTests;
import org.samling.z3950.ber.BerLimits;

/** Bytes of any kind; {@link ApduFuzzTarget} says what has to hold for them. */
class ApduFuzzTest {
  private static final FuzzTests FUZZING =
      new FuzzTests(
          ApduFuzzTarget.class,
          Path.of(System.getProperty("test-fixtures.dir"), "z3950", "fuzz", "ber"));

  private static final int ROUNDS = 40_000;
  private static final long SEED = 3950;
  private static final Z3950Codec CODEC = new Z3950Codec(BerLimits.DEFAULT);

  /** Ends of lengths, tags and signs, where damage is most likely to hurt. */
  private static final byte[] TELLING = {
    0, 1, 0x1F, 0x30, 0x7F, (byte) 0x80, (byte) 0x81, (byte) 0x84, (byte) 0xA0, (byte) 0xBF, -1
  };

  private final Random random = new Random(SEED);
  private final List<Fixture> fixtures = Fixture.all();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TestFactory
  Stream<DynamicTest> whatOnceFoundAFaultOrAWayIntoTheCodeFindsNoFault() throws IOException {
    return FUZZING.replay(ApduFuzzTarget::fuzzerTestOneInput);
  }

  @Test
  @EnabledIfSystemProperty(
      named = "samling.long",
      matches = "true",
      disabledReason = "./samling verify --long")
  void tenMinutesOfJazzerFindNoFault(@TempDir Path directory) throws Exception {
    FUZZING.run(directory, fixtures.stream().map(fixture -> fixture.frame().bytes()).toList());
  }

  /** Always the same damage, since the seed is fixed. */
  @Test
  void damagedApdusNeverThrowNorTakeMuchMemory() {
    // What is loaded for a message that comes for the first time is not the message's.
    fixtures.forEach(fixture -> {
      var _ = CODEC.decode(fixture.frame());
      var _ = CODEC.decodeResponse(fixture.frame());
    });
    int understood = 0;
    for (int i = 0; i < ROUNDS; i++) {
      var frame = new Z3950Frame(damaged());
      long before = threads.getCurrentThreadAllocatedBytes();
      var request = CODEC.decode(frame);
      var _ = CODEC.decodeResponse(frame);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(allocated)
          .as("round %d, %s", i, frame)
          .isLessThan(64 * 1024 + 512L * frame.bytes().length);
      assertThat(CODEC.decode(frame)).isEqualTo(request);
      understood += ApduFuzzTarget.understood(frame);
    }
    assertThat(understood).isBetween(ROUNDS / 20, ROUNDS);
  }

  @Test
  void aDamagedStreamIsCutOrRefused() {
    for (int i = 0; i < ROUNDS / 10; i++) {
      var channel = new EmbeddedChannel(new Z3950FrameDecoder(4096));
      for (int n = 0; n < 4; n++) {
        var bytes = damaged();
        int split = random.nextInt(bytes.length + 1);
        channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, split));
        channel.writeInbound(Unpooled.copiedBuffer(bytes, split, bytes.length - split));
      }
      channel.checkException();
      for (Object frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
        assertThat(((Z3950Frame) frame).bytes().length).isBetween(2, 4096);
      }
      var _ = channel.finishAndReleaseAll();
    }
  }

  private byte[] damaged() {
    var bytes = fixture().clone();
    for (int n = random.nextInt(4); n >= 0 && bytes.length > 0; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = TELLING[random.nextInt(TELLING.length)];
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 ->
            bytes = joined(bytes, at, bytes, Math.min(bytes.length, at + 1 + random.nextInt(4)));
        case 4 -> {
          var other = fixture();
          bytes = joined(bytes, at, other, random.nextInt(other.length));
        }
        default -> bytes = joined(bytes, at, bytes, random.nextInt(at + 1));
      }
    }
    return bytes;
  }

  private byte[] fixture() {
    return fixtures.get(random.nextInt(fixtures.size())).frame().bytes();
  }

  /** The beginning of one and the end of another one. */
  private static byte[] joined(byte[] first, int to, byte[] second, int from) {
    var joined = Arrays.copyOf(first, to + second.length - from);
    System.arraycopy(second, from, joined, to, second.length - from);
    return joined;
  }
}
