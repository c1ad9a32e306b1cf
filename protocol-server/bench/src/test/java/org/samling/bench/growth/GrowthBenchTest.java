package org.samling.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.samling.bench.measure.Scratch;
import org.samling.testing.OnlyInLongRuns;

@OnlyInLongRuns // it makes two libraries; GrowthReportTest is run always
class GrowthBenchTest {

  @Test
  void everyOperationIsMeasuredAtEverySize() throws Exception {
    var printed = new StringWriter();
    try (var scratch = Scratch.make()) {
      new GrowthBench(scratch, new PrintWriter(printed))
          .run(
              new GrowthBench.Plan(
                  List.of(200),
                  List.of(1, 2),
                  4_000,
                  Duration.ZERO,
                  new GrowthBench.Load(8, 0, 20)));
    }
    for (var operation : GrowthOperation.values()) {
      assertThat(printed.toString())
          .containsPattern(
              "(?m)^%s, .*\\n +200 records, +1 tenants \\| +[0-9.]+\\n +200 records, +2 tenants"
                  .formatted(Pattern.quote(operation.title())));
    }
  }
}
