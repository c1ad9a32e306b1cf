package org.samling.console.now;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.samling.console.now.FailedJobs.FailedJob;

/**
 * What is shown of a moment.
 *
 * @param rows the protocols
 * @param connected how many machines and partners are connected to this node, by protocol
 * @param waiting what waits in the tenant
 * @param failed the jobs that have failed, for the tenant or as a whole
 * @param plot what is drawn, as JSON: the seconds, and messages a second of each protocol
 */
public record Figures(
    List<Row> rows,
    List<Connected> connected,
    Waiting waiting,
    List<FailedJob> failed,
    String plot) {

  /** Copies the lists. */
  public Figures {
    rows = List.copyOf(rows);
    connected = List.copyOf(connected);
    failed = List.copyOf(failed);
  }

  /**
   * A protocol.
   *
   * @param protocol its name in meters
   * @param perSecond how many messages were answered a second, of late
   * @param p50 in how many milliseconds half of them was answered; NaN where there was none
   * @param p95 the same of 95 in 100
   * @param p99 the same of 99 in 100
   * @param faults how many of them were answered with a fault
   * @param total how many since the server started
   */
  public record Row(
      String protocol,
      double perSecond,
      double p50,
      double p95,
      double p99,
      long faults,
      long total) {}

  /**
   * How many are connected.
   *
   * @param protocol by what
   * @param number how many
   */
  public record Connected(String protocol, long number) {}

  /**
   * What waits in a tenant.
   *
   * @param illRequests interlibrary requests that nobody has answered; at most {@value
   *     NowSection#MOST}
   * @param imports imports that run or wait
   */
  public record Waiting(int illRequests, List<RunningImport> imports) {

    /** Copies the list. */
    public Waiting {
      imports = List.copyOf(imports);
    }
  }

  /**
   * An import.
   *
   * @param file the name of its file
   * @param records how many records were read
   * @param isWaiting whether it has not begun
   */
  public record RunningImport(long number, String file, long records, boolean isWaiting) {}

  static Figures of(Sampler sampler, Waiting waiting, List<FailedJob> failed) {
    var samples = sampler.samples();
    var last = samples.getLast();
    var earlier = samples.get(Math.max(0, samples.size() - 1 - Sampler.WINDOW));
    var seconds = Math.max(1.0, millis(earlier, last) / 1_000.0);
    var rows = new ArrayList<Row>();
    for (var protocol : Sampler.PROTOCOLS) {
      var now = last.counted().getOrDefault(protocol, Sample.Counted.NOTHING);
      var since = now.since(earlier.counted().getOrDefault(protocol, Sample.Counted.NOTHING));
      rows.add(
          new Row(
              protocol,
              since.answers() / seconds,
              since.millis(0.5),
              since.millis(0.95),
              since.millis(0.99),
              since.faults(),
              now.answers()));
    }
    return new Figures(
        rows,
        List.of(
            new Connected("sip2", (long) sampler.gauge("samling.sip2.connections")),
            new Connected("z3950", (long) sampler.gauge("samling.z3950.connections")),
            new Connected("ncip", (long) sampler.gauge("samling.ncip.connections"))),
        waiting,
        failed,
        plot(samples));
  }

  private static long millis(Sample earlier, Sample later) {
    return Duration.between(earlier.at(), later.at()).toMillis();
  }

  /** Seconds before now, and messages a second of each protocol, in the order of protocols. */
  private static String plot(List<Sample> samples) {
    var json = new StringBuilder("[[");
    for (var i = 1; i < samples.size(); i++) {
      json.append(i == 1 ? "" : ",").append(samples.get(i).at().getEpochSecond());
    }
    json.append(']');
    for (var protocol : Sampler.PROTOCOLS) {
      json.append(",[");
      for (var i = 1; i < samples.size(); i++) {
        var earlier = samples.get(i - 1);
        var later = samples.get(i);
        var answers =
            later.counted().getOrDefault(protocol, Sample.Counted.NOTHING).answers()
                - earlier.counted().getOrDefault(protocol, Sample.Counted.NOTHING).answers();
        var rate = Math.round(answers * 10_000.0 / Math.max(1, millis(earlier, later))) / 10.0;
        json.append(i == 1 ? "" : ",").append(rate);
      }
      json.append(']');
    }
    return json.append(']').toString();
  }
}
