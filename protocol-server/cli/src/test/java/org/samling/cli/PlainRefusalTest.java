package org.samling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What the command line says of a command that it does not carry out. */
class PlainRefusalTest {

  @Test
  void plainRefusalPrintsWhatIsWrongAndNoUsage() {
    var said = new StringWriter();
    var code = Samling.run(new PrintWriter(said, true), "backup", "--nonsense", "file");
    assertThat(code).isEqualTo(2);
    assertThat(said.toString().lines())
        .hasSize(2)
        .satisfies(lines -> assertThat(lines.getFirst()).startsWith("samling: Unknown option"))
        .satisfies(lines -> assertThat(lines.getLast()).endsWith("--help tells more."));
  }
}
