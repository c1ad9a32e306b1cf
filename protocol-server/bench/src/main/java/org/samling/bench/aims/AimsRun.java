package org.samling.bench.aims;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.samling.bench.aims.Aim.Outcome;
import org.samling.bench.measure.Indented;
import org.samling.bench.measure.Scratch;
import org.samling.bench.suite.Code;
import org.samling.bench.suite.Machine;

/** Runs benches with aims, and prints the table in Markdown. */
public final class AimsRun {

  private final AimedBench.Form form;
  private final PrintWriter out;

  /** Prepares a run. */
  public AimsRun(AimedBench.Form form, PrintWriter out) {
    this.form = form;
    this.out = out;
  }

  /**
   * Runs benches one after another.
   *
   * @param home the project's directory, whose commit is named
   * @return whether all were measured, whatever the results
   * @throws Exception if it was interrupted, or there is no room for what it makes
   */
  public boolean run(List<AimedBench> benches, Path home) throws Exception {
    var begun = Machine.load();
    var outcomes = new ArrayList<Outcome>();
    var failed = new ArrayList<String>();
    try (var scratch = Scratch.make()) {
      for (var bench : benches) {
        say("%s ...".formatted(bench));
        var directory = scratch.fresh(bench.toString());
        try {
          outcomes.addAll(bench.run(form, directory, new PrintWriter(new Indented(out), true)));
        } catch (ExecutionException | IOException | SQLException | RuntimeException e) {
          failed.add("%s failed: %s".formatted(bench, e.getMessage()));
          say(failed.getLast());
        } finally {
          scratch.discard(directory);
        }
      }
    }
    say("");
    say(
        "%s, on %s, load %.1f before; rounds of %d s, %d of each, after %d s of warm-up; medians; %,d items, of checkout as many as its rounds lend; %,d records."
            .formatted(
                Code.of(home, home.resolve("docs/performance-history.jsonl")).text(),
                Machine.here().kind(),
                begun,
                form.seconds(),
                form.rounds(),
                form.warmUp(),
                form.items(),
                form.records()));
    say("");
    say(Aim.head());
    outcomes.forEach(outcome -> say(outcome.row()));
    failed.forEach(this::say);
    return failed.isEmpty();
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
