package org.samling.cql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.samling.fuzzing.FuzzTests;

/** Texts of any kind; {@link CqlFuzzTarget} says what has to hold for them. */
class CqlFuzzTest {

  private static final FuzzTests FUZZING =
      new FuzzTests(
          CqlFuzzTarget.class, Path.of(System.getProperty("test-fixtures.dir"), "cql", "fuzz"));

  private static final int ROUNDS = 20_000;
  private static final String TELLING = "()\"\\/=<>*?^ \tandø\u0000";

  @TestFactory
  Stream<DynamicTest> whatOnceFoundAFaultOrAWayIntoTheCodeFindsNoFault() throws IOException {
    return FUZZING.replay(CqlFuzzTarget::fuzzerTestOneInput);
  }

  /** Always the same damage, since the seed is fixed. */
  @Test
  void damagedQueriesFindNoFault() throws IOException {
    var random = new Random(1216);
    var queries = new ArrayList<String>();
    for (var file : FUZZING.files()) {
      queries.add(Files.readString(file));
    }
    for (var i = 0; i < ROUNDS; i++) {
      var query = new StringBuilder(queries.get(random.nextInt(queries.size())));
      for (var n = random.nextInt(4); n >= 0 && !query.isEmpty(); n--) {
        var at = random.nextInt(query.length());
        switch (random.nextInt(4)) {
          case 0 -> query.setCharAt(at, TELLING.charAt(random.nextInt(TELLING.length())));
          case 1 -> query.insert(at, TELLING.charAt(random.nextInt(TELLING.length())));
          case 2 -> query.delete(at, Math.min(query.length(), at + 1 + random.nextInt(3)));
          default -> query.append(queries.get(random.nextInt(queries.size())), 0, 1);
        }
      }
      CqlFuzzTarget.fuzzerTestOneInput(query.toString().getBytes(UTF_8));
    }
  }

  @Test
  @EnabledIfSystemProperty(
      named = "samling.long",
      matches = "true",
      disabledReason = "./samling verify --long")
  void tenMinutesOfJazzerFindNoFault(@TempDir Path directory) throws Exception {
    FUZZING.run(directory, List.of());
  }
}
