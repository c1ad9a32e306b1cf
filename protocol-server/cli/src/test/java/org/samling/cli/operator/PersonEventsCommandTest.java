package org.samling.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.circulation.Commands;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.routes.registry.PersonEvents;
import org.samling.testing.Checkout;
import picocli.CommandLine;

/** The command {@code person-events} on the real store. */
class PersonEventsCommandTest {

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final TestLibrary library = TestLibrary.inOwnDatabase();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private PersonEvents events;

  @BeforeEach
  void open() {
    TestPatrons.patron().cpr(TestPatrons.CPR).put(library, library.north, "N");
    camel.disableJMX();
    camel.start();
    events =
        new PersonEvents(
            camel, library.store.persons(), new Commands(library.store, Duration.ofSeconds(10)));
  }

  @AfterEach
  void close() {
    camel.stop();
    library.close();
  }

  private Path mixed(String name) throws IOException {
    return Files.copy(Checkout.file("test-fixtures/registry/mixed.jsonl"), directory.resolve(name));
  }

  private int run(Path... files) {
    out.getBuffer().setLength(0);
    var command =
        new PersonEventsCommand(_ ->
            new PersonEventsCommand.Backend() {
              @Override
              public PersonEvents events() {
                return events;
              }

              @Override
              public void close() {}
            });
    var arguments = new String[files.length];
    for (var i = 0; i < files.length; i++) {
      arguments[i] = files[i].toString();
    }
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void reportSaysWhatCameOfEachFileAndNoCprNumber() throws IOException {
    var mixed = mixed("mixed.jsonl");
    assertThat(run(mixed)).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            mixed + ": 5 events: 2 taken, 0 already known, 1 concerned nobody, 2 faults",
            mixed + ": line 2: municipality must be three digits",
            mixed + ": line 5: is not a single JSON object without duplicate fields");
    assertThat(run(mixed)).isZero();
    assertThat(out.toString()).contains("0 taken, 2 already known");
    assertThat(out.toString() + err).doesNotContain(TestPatrons.CPR);
  }

  @Test
  void fileOfNothingButFaultsFailsAndTheNextIsRead() throws IOException {
    var bad = Files.writeString(directory.resolve("bad.jsonl"), TestPatrons.CPR + "\n");
    var mixed = mixed("mixed.jsonl");
    assertThat(run(bad, mixed)).isEqualTo(1);
    assertThat(err.toString()).contains("has no event that could be taken");
    assertThat(out.toString()).contains("2 taken");
  }

  @Test
  void whereTheStoreIsAwayNoMoreIsRead() throws IOException {
    var one = mixed("one.jsonl");
    var other = mixed("other.jsonl");
    library.close();
    assertThat(run(one, other)).isEqualTo(1);
    assertThat(err.toString())
        .contains(one + ": nothing was taken from line 1 on")
        .contains(other + " was not read.");
  }

  @Test
  void fileThatIsNotThereIsUsedWrongly() {
    assertThat(run(directory.resolve("none.jsonl"))).isEqualTo(2);
    assertThat(err.toString()).contains("there is no file");
  }
}
