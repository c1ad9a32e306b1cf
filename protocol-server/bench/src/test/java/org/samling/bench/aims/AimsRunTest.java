package org.samling.bench.aims;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.bench.aims.Aim.Outcome;
import org.samling.bench.measure.Measured.Figure;

class AimsRunTest {

  private static final Aim AIM = new Aim("loans", "loans/s", "pgbench, 8", 0.8);

  private static Outcome outcome(double ours, double theirs) {
    return new Outcome(AIM, new Figure(ours, 1.5, 2.25), Figure.of(theirs));
  }

  @Test
  void aimIsMetOrMissedBySoMuch() {
    assertThat(outcome(800, 1000).verdict()).isEqualTo("met");
    assertThat(outcome(600, 1000).verdict()).isEqualTo("missed by 25 %");
    assertThat(new Outcome(AIM, Figure.of(600), null).verdict()).isEqualTo("no reference");
    assertThat(outcome(1600, 1000).row())
        .isEqualTo(
            "| loans | 1,600 loans/s | 1.50 | 2.25 | pgbench, 8 | 1,000 | 1.60 | 0.8 | met |");
  }

  @Test
  void tableHasEachAimOfTheBenchesThatAreAskedFor() throws Exception {
    var out = new StringWriter();
    var form = new AimedBench.Form(1, 1, 1, 1_000, 1_000);
    var benches = List.of(AimedBench.SEARCH, AimedBench.CATALOGUE);
    assertThat(new AimsRun(form, new PrintWriter(out, true)).run(benches, Path.of(".")))
        .as(out::toString)
        .isTrue();
    assertThat(out.toString().lines().filter(line -> line.startsWith("| ")))
        .as("the head, four searches, two of the catalogue")
        .hasSize(1 + 4 + 2);
  }
}
