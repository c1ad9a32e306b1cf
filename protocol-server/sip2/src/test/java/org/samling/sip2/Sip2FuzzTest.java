package org.samling.sip2;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.samling.fuzzing.FuzzTests;
import org.samling.testing.LongRun;
import org.samling.testing.OnlyInLongRuns;

/** Bytes of any kind; {@link Sip2FuzzTarget} says what has to hold for them. */
class Sip2FuzzTest {

  private static final FuzzTests FUZZING =
      new FuzzTests(
          Sip2FuzzTarget.class, Path.of(System.getProperty("test-fixtures.dir"), "sip2", "fuzz"));

  @TestFactory
  Stream<DynamicTest> whatOnceFoundAFaultOrAWayIntoTheCodeFindsNoFault() throws IOException {
    return FUZZING.replay(Sip2FuzzTarget::fuzzerTestOneInput);
  }

  @Test
  void everyFrameOfTheFixturesCutAndDamagedFindsNoFault() {
    TranscriptFrames.exact(Sip2Date.BLANK).forEach(Sip2FuzzTest::damaged);
  }

  private static void damaged(byte[] frame) {
    int step = LongRun.times(5, 1);
    for (int at = frame.length % step; at <= frame.length; at += step) {
      for (int charset = 0; charset < Sip2Charset.values().length; charset++) {
        var input = new byte[frame.length + 1];
        input[0] = (byte) charset;
        System.arraycopy(frame, 0, input, 1, frame.length);
        input[at] ^= (byte) (at == 0 ? 0 : 0x80 >> (at % 8));
        Sip2FuzzTarget.fuzzerTestOneInput(input);
      }
    }
  }

  @Test
  @OnlyInLongRuns
  void tenMinutesOfJazzerFindNoFault(@TempDir Path directory) throws Exception {
    var seeds = new ArrayList<byte[]>();
    TranscriptFrames.exact(Sip2Date.BLANK)
        .forEach(frame -> {
          var input = new byte[frame.length + 1];
          System.arraycopy(frame, 0, input, 1, frame.length);
          seeds.add(input);
        });
    FUZZING.run(directory, seeds);
  }
}
