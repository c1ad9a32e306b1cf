package org.samling.routes.z3950;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.samling.fuzzing.FuzzTests;
import org.samling.testing.OnlyInLongRuns;

/** Queries of any kind; {@link RpnFuzzTarget} says what has to hold for them. */
class RpnFuzzTest {

  private static final FuzzTests FUZZING =
      new FuzzTests(
          RpnFuzzTarget.class,
          Path.of(System.getProperty("test-fixtures.dir"), "z3950", "fuzz", "rpn"));

  @TestFactory
  Stream<DynamicTest> whatOnceFoundAFaultOrAWayIntoTheCodeFindsNoFault() throws IOException {
    return FUZZING.replay(RpnFuzzTarget::fuzzerTestOneInput);
  }

  @Test
  @OnlyInLongRuns
  void tenMinutesOfJazzerFindNoFault(@TempDir Path directory) throws Exception {
    FUZZING.run(directory, List.of());
  }
}
