package org.samling.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.samling.bench.kiosk.KioskMix;
import org.samling.bench.kiosk.Sip2Bench;
import org.samling.bench.measure.Scratch;
import org.samling.exchange.generate.Sizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench sip2}: puts load on any SIP2 server. */
@Command(
    name = "sip2",
    mixinStandardHelpOptions = true,
    description = {
      "Simulates SIP2 kiosks, against the server given by --host, or one started with a library made for the run.",
      "Every reply is checked: its command, patron or item, sequence number and checksum. Exits with 1 if a reply was wrong or anything was refused.",
      "Without --rate each kiosk sends its next message as soon as it has the reply. With it messages are sent on a schedule, and times count from the scheduled moment, even if a message had to wait for the one before (coordinated omission)."
    },
    footer = {
      "",
      "Examples:",
      "  ${sys:samling.command} bench sip2 --connections 8,32,256",
      "  ${sys:samling.command} bench sip2 --mix 99 --connections 32",
      "  ${sys:samling.command} bench sip2 --host sip.example.org --user hall-1 --password WORD --patrons 'AA{0001-2000}' --items items.txt --rate 500"
    })
final class BenchSip2Command implements Callable<Integer> {

  private static final int MOST_CONNECTIONS = 50_000;
  private static final int PATRONS = 20_000;
  private static final int ITEMS = 100_000;
  private static final int FAILED = 1;

  @Option(names = "--host", description = "The server; without it one is started.")
  private @Nullable String host;

  @Option(
      names = "--port",
      defaultValue = "6001",
      description = "With --host: the server's port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--user", description = "With --host: the account.")
  private @Nullable String user;

  @Option(names = "--password", description = "With --host: the account's password.")
  private @Nullable String password;

  @Option(
      names = "--patrons",
      paramLabel = "FILE|PATTERN",
      description =
          "With --host: a file of card numbers, one per line, or a pattern like AA{0001-2000}.")
  private @Nullable String patrons;

  @Option(
      names = "--items",
      paramLabel = "FILE|PATTERN",
      description =
          "With --host: a file of barcodes of items on the shelf, one per line, or a pattern like 389{0000001-0005000}.")
  private @Nullable String items;

  @Option(
      names = "--branch",
      defaultValue = "",
      description = "With --host: the institution (AO) and location (AP) to send.")
  private String branch;

  @Option(
      names = "--connections",
      split = ",",
      defaultValue = "8,32,256",
      paramLabel = "N",
      description = "How many kiosks, one number after another (default: ${DEFAULT-VALUE}).")
  private List<Integer> connections;

  @Option(
      names = "--mix",
      defaultValue = KioskMix.DEFAULT,
      paramLabel = "COMMAND=COUNT,...",
      description =
          "The messages of a visit, in this order: 99, 23, 63, 17, 11, 29, 09, 35 (default: ${DEFAULT-VALUE}).")
  private String mix;

  @Option(
      names = "--rate",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "How many messages per second all kiosks send together; 0: as many as they can.")
  private double rate;

  @Option(
      names = "--ramp",
      defaultValue = "0",
      paramLabel = "S",
      description =
          "The ramp-up: over how many seconds connections are opened (default: ${DEFAULT-VALUE}).")
  private int ramp;

  @Option(
      names = "--warm-up",
      defaultValue = "5",
      paramLabel = "S",
      description = "The warm-up in seconds, which does not count (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      paramLabel = "S",
      description = "How many seconds to measure (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--idle",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Measures one more kiosk, alone and beside this many that are logged in and idle; for a server started here also their share of its heap.")
  private int idle;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also writes the figures to this file.")
  private @Nullable Path json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BenchSip2Command() {}

  @Override
  public Integer call() throws Exception {
    var bench = new Sip2Bench(plan(), spec.commandLine().getOut());
    var server = host;
    return (server == null ? exitCode(bench) : bench.run(other(server))) == 0 ? 0 : FAILED;
  }

  private Sip2Bench.Plan plan() {
    checkRange("--connections", connections, 1, MOST_CONNECTIONS);
    checkRange("--idle", List.of(idle), 0, MOST_CONNECTIONS);
    checkRange("--ramp", List.of(ramp), 0, 3_600);
    checkRange("--warm-up", List.of(warmUp), 0, 3_600);
    checkRange("--seconds", List.of(seconds), 1, 86_400);
    if (rate < 0 || rate > 1e6) {
      throw new ParameterException(spec.commandLine(), "--rate must be 0 to 1,000,000");
    }
    try {
      return new Sip2Bench.Plan(
          connections,
          KioskMix.of(mix),
          rate,
          Duration.ofSeconds(ramp),
          Duration.ofSeconds(warmUp),
          Duration.ofSeconds(seconds),
          idle,
          json);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private void checkRange(String option, List<Integer> values, int least, int most) {
    if (values.stream().anyMatch(n -> n < least || n > most)) {
      throw new ParameterException(
          spec.commandLine(), "%s must be %,d to %,d".formatted(option, least, most));
    }
  }

  private Sip2Bench.Other other(String server) {
    if (user == null || patrons == null || items == null) {
      throw new ParameterException(
          spec.commandLine(), "--host needs --user, --password, --patrons and --items");
    }
    return new Sip2Bench.Other(
        server, port, user, password == null ? "" : password, patrons, items, branch);
  }

  private static long exitCode(Sip2Bench bench) throws Exception {
    try (var scratch = Scratch.make()) {
      return bench.run(scratch.directory(), new Sizes(1, 1, PATRONS, ITEMS, 0, 0));
    }
  }
}
