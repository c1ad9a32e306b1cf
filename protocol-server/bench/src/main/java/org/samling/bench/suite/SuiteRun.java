package org.samling.bench.suite;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.samling.bench.measure.Indented;
import org.samling.bench.measure.Measured;
import org.samling.bench.measure.Scratch;
import org.samling.bench.suite.Line.Entry;
import org.samling.bench.suite.Line.Failure;

/** Runs benches one after another, compares them with the history, and appends a line to it. */
public final class SuiteRun {

  private final Plan plan;
  private final Runner runner;
  private final PrintWriter out;

  /**
   * The plan of a run.
   *
   * @param benches the benches, in order
   * @param quick whether to use the quick form
   * @param home the directory of the checkout or distribution
   * @param history the history file
   * @param write whether to append a line to it
   */
  public record Plan(
      List<FixedBench> benches, boolean quick, Path home, Path history, boolean write) {

    /** Copies the list. */
    public Plan {
      benches = List.copyOf(benches);
      history = history.toAbsolutePath().normalize();
    }

    String mode() {
      return quick ? "quick" : "full";
    }
  }

  /** Runs one bench. */
  interface Runner {
    List<Measured> run(FixedBench bench, FixedBench.Size size, Path directory, PrintWriter out)
        throws Exception;
  }

  /**
   * Prepares a run.
   *
   * @param out the output for progress and the table
   */
  public SuiteRun(Plan plan, PrintWriter out) {
    this(plan, FixedBench::run, out);
  }

  SuiteRun(Plan plan, Runner runner, PrintWriter out) {
    this.plan = plan;
    this.runner = runner;
    this.out = out;
  }

  /**
   * Runs the benches.
   *
   * @return whether every bench was measured
   */
  public boolean run() throws IOException {
    var begun = Instant.now();
    var started = System.nanoTime();
    var history = new HistoryFile(plan.history());
    var machine = Machine.here();
    var code = Code.of(plan.home(), plan.history());
    var load = Machine.load();
    say("%s, in the %s form, on %s.".formatted(code.text(), plan.mode(), machine.kind()));
    if (load > machine.cores() / 4.0) {
      say(
          ("WARNING: the load average is %.1f on %d cores: ratios will "
                  + "vary more than on a quiet machine.")
              .formatted(load, machine.cores()));
    }
    missing();
    var entries = new ArrayList<Entry>();
    var failures = new ArrayList<Failure>();
    try (var scratch = Scratch.make()) {
      for (var bench : plan.benches()) {
        say("");
        say(
            "%d of %d: %s: %s."
                .formatted(
                    plan.benches().indexOf(bench) + 1,
                    plan.benches().size(),
                    bench.title(),
                    bench.what()));
        var before = System.nanoTime();
        try {
          entries.addAll(run(bench, scratch));
          say("%s took %,d s.".formatted(bench.title(), seconds(before)));
        } catch (Exception e) {
          untilEnd(scratch, e);
          var why = e.getMessage() == null ? e.toString() : e.getMessage();
          failures.add(new Failure(bench.title(), why));
          say("%s failed after %,d s: %s".formatted(bench.title(), seconds(before), why));
        }
      }
    }
    var line =
        new Line(
            Line.SCHEMA,
            begun,
            code,
            plan.mode(),
            machine,
            load,
            seconds(started),
            entries,
            failures);
    show(line, history);
    return failures.isEmpty();
  }

  private List<Entry> run(FixedBench bench, Scratch scratch) throws Exception {
    var directory = scratch.fresh(bench.title());
    try {
      var size = bench.size(plan.quick());
      var measured =
          runner.run(bench, size, directory, new PrintWriter(new Indented(out), true)).stream()
              .collect(Collectors.toMap(Measured::what, Function.identity()));
      var entries = new ArrayList<Entry>();
      for (var measure : bench.measures()) {
        var one = measured.get(measure.name());
        if (one == null) {
          throw new IllegalStateException("it has no figure for %s".formatted(measure.name()));
        }
        entries.add(Entry.of(bench, size, measure, one));
      }
      return entries;
    } finally {
      scratch.discard(directory);
    }
  }

  /** Warns at the beginning about missing references, while they can still be installed. */
  private void missing() {
    plan.benches().stream()
        .flatMap(bench -> bench.measures().stream())
        .map(measure -> measure.reference())
        .distinct()
        .filter(reference -> !reference.isThere())
        .forEach(reference ->
            say("WARNING: %s: there will be no ratio for it.".formatted(reference.missing())));
  }

  /** A bench that fails because the process is stopping has not failed: waits for the end. */
  private static void untilEnd(Scratch scratch, Exception failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    while (scratch.isStopping()) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException _) {
        // The JVM ends this thread.
      }
    }
  }

  private void show(Line line, HistoryFile history) throws IOException {
    var content = history.read();
    say("");
    content.problems().forEach(this::say);
    new Comparison(line, content.lines()).table().forEach(this::say);
    say("It took %d min %d s.".formatted(line.seconds() / 60, line.seconds() % 60));
    if (plan.write()) {
      history.append(line);
      say(
          "A line was added to %s%s."
              .formatted(
                  history.file(), line.code().dirty() ? ", marked as from a changed tree" : ""));
    } else {
      say("Nothing was written: --write adds a line to %s.".formatted(history.file()));
    }
  }

  private static long seconds(long since) {
    return Math.round((System.nanoTime() - since) / 1e9);
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
