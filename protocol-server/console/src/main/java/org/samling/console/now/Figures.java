package org.samling.console.now;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.samling.console.now.FailedJobs.FailedJob;
import org.samling.core.login.PinAttempts.SlowedDown;

/**
 * The figures at one moment.
 *
 * @param connected the number of connections to this node, by protocol
 * @param waiting what is waiting in the tenant
 * @param alerts what somebody should see to
 * @param plot the plot as JSON: the seconds, and messages per second of each protocol
 */
public record Figures(
    List<Row> rows, List<ConnectionCount> connected, Waiting waiting, Alerts alerts, String plot) {

  /** Copies the lists. */
  public Figures {
    rows = List.copyOf(rows);
    connected = List.copyOf(connected);
  }

  /**
   * A protocol.
   *
   * @param protocol its name in the meters
   * @param perSecond messages answered per second, over the last 30 seconds
   * @param p50 median of the answer times in milliseconds; NaN if there were no messages
   * @param p95 95th percentile, likewise
   * @param p99 99th percentile, likewise
   * @param faults the number of messages answered with an error
   * @param total the number of messages since the server started
   */
  public record Row(
      String protocol,
      double perSecond,
      double p50,
      double p95,
      double p99,
      long faults,
      long total) {}

  /** The number of connections of a protocol. */
  public record ConnectionCount(String protocol, long number) {}

  /**
   * What is waiting in a tenant.
   *
   * @param illRequests unanswered interlibrary requests; at most {@value NowSection#MOST}
   * @param imports running and waiting imports
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
   * @param file the file name
   * @param records the number of records read
   * @param isWaiting whether it has not started
   */
  public record RunningImport(long number, String file, long records, boolean isWaiting) {}

  /**
   * What somebody should see to.
   *
   * @param failed the failing jobs of the tenant, or of the server as a whole
   * @param guessing from where many wrong PINs of the tenant's patrons came within the last hour
   */
  public record Alerts(List<FailedJob> failed, List<SlowedDown> guessing) {

    /** Copies the lists. */
    public Alerts {
      failed = List.copyOf(failed);
      guessing = List.copyOf(guessing);
    }
  }

  static Figures of(Sampler sampler, Waiting waiting, Alerts alerts) {
    var samples = sampler.samples();
    var last = samples.getLast();
    var earlier = samples.get(Math.max(0, samples.size() - 1 - Sampler.WINDOW));
    var seconds = Math.max(1.0, millis(earlier, last) / 1_000.0);
    var rows = new ArrayList<Row>();
    for (var protocol : Sampler.PROTOCOLS) {
      var now = last.counted().getOrDefault(protocol, Sample.Counts.NOTHING);
      var since = now.since(earlier.counted().getOrDefault(protocol, Sample.Counts.NOTHING));
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
            new ConnectionCount("sip2", (long) sampler.gauge("samling.sip2.connections")),
            new ConnectionCount("z3950", (long) sampler.gauge("samling.z3950.connections")),
            new ConnectionCount("ncip", (long) sampler.gauge("samling.ncip.connections"))),
        waiting,
        alerts,
        plot(samples));
  }

  private static long millis(Sample earlier, Sample later) {
    return Duration.between(earlier.at(), later.at()).toMillis();
  }

  /**
   * Returns seconds before now, and messages per second of each protocol, in the order of the
   * protocols.
   */
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
            later.counted().getOrDefault(protocol, Sample.Counts.NOTHING).answers()
                - earlier.counted().getOrDefault(protocol, Sample.Counts.NOTHING).answers();
        var rate = Math.round(answers * 10_000.0 / Math.max(1, millis(earlier, later))) / 10.0;
        json.append(i == 1 ? "" : ",").append(rate);
      }
      json.append(']');
    }
    return json.append(']').toString();
  }
}
